package io.rootsocket.hub.failure;

import io.rootsocket.hub.protocol.Wire;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.MessageHelper;
import org.jspecify.annotations.Nullable;

/**
 * A message's body as it can be written down.
 *
 * @param encoding {@code text}, or {@code base64} for bytes that are not UTF-8
 * @param content the body
 */
record EncodedBody(String encoding, String content) {

    static EncodedBody of(Exchange exchange, Message message) {
        MessageHelper.resetStreamCache(message);
        Object body = message.getBody();
        if (body == null) {
            return text("");
        }
        if (body instanceof Map || body instanceof Collection) {
            return text(jsonOrWords(body));
        }
        byte @Nullable [] bytes = body instanceof String
                ? null
                : exchange.getContext().getTypeConverter().tryConvertTo(byte[].class, exchange, body);
        return bytes == null ? text(String.valueOf(body)) : of(bytes);
    }

    /** Half a character, and a value of a class of its own, have no JSON. */
    private static String jsonOrWords(Object body) {
        try {
            return Wire.writeText(body);
        } catch (UncheckedIOException noJson) {
            return String.valueOf(body);
        }
    }

    private static EncodedBody of(byte[] bytes) {
        try {
            return text(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException notText) {
            return new EncodedBody("base64", Base64.getEncoder().encodeToString(bytes));
        }
    }

    private static EncodedBody text(String content) {
        return new EncodedBody("text", content);
    }
}
