package io.rootsocket.hub.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rootsocket.hub.http.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.RoutingContext;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;

/** Reads the text of a request in the charset that it names: the routes read UTF-8, and would lose what they cannot read. */
final class RequestText {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int MAX_LOOK = 1_000_000;

    private RequestText() {}

    /** Why the text cannot be read; empty if it can, or is none. */
    static Optional<Refusal> fault(RoutingContext request) {
        Buffer body = request.body() == null ? null : request.body().buffer();
        if (body == null || body.length() == 0) {
            return Optional.empty();
        }
        MIMEHeader type = request.parsedHeaders().contentType();
        Charset charset;
        try {
            charset = charset(request);
        } catch (UnsupportedCharsetException | IllegalCharsetNameException e) {
            return Optional.of(new Refusal(415, "The charset of the body is not known here. Send UTF-8."));
        }
        boolean isText = type.parameter("charset") != null || isJson(type);
        if (isText && isReadBytewise(body) && !isReadable(body, charset)) {
            return Optional.of(new Refusal(400, "The body is not text in %s.".formatted(charset)));
        }
        if (FormFields.areIn(request) && holdsJson(body)) {
            return Optional.of(new Refusal(
                    400, "The body is JSON, and its content type says that it is a form. Send application/json."));
        }
        return Optional.empty();
    }

    /** The charset that the request names, else UTF-8. */
    static Charset charset(RoutingContext request) {
        String named = request.parsedHeaders().contentType().parameter("charset");
        return named == null ? StandardCharsets.UTF_8 : Charset.forName(named.strip());
    }

    /** Makes UTF-8 of the text. XML may name its encoding itself, and stays as it is. */
    static void readInto(Exchange exchange, RoutingContext request) {
        MIMEHeader type = request.parsedHeaders().contentType();
        Buffer body = request.body() == null ? null : request.body().buffer();
        Charset charset = charset(request);
        boolean isXml = sub(type).endsWith("xml");
        if (body == null
                || charset.equals(StandardCharsets.UTF_8)
                || isXml
                || exchange.getIn().getBody() != body) {
            return;
        }
        exchange.getIn().setBody(Buffer.buffer(body.toString(charset)));
        exchange.removeProperty(ExchangePropertyKey.CHARSET_NAME);
        exchange.getIn().removeHeader(Exchange.HTTP_CHARACTER_ENCODING);
        exchange.getIn()
                .setHeader(
                        Exchange.CONTENT_TYPE, "%s/%s; charset=utf-8".formatted(type.component(), type.subComponent()));
    }

    private static boolean isJson(MIMEHeader type) {
        return sub(type).equals("json") || sub(type).endsWith("+json");
    }

    private static String sub(MIMEHeader type) {
        return String.valueOf(type.subComponent()).toLowerCase(Locale.ROOT);
    }

    /** JSON readers know UTF-16 and UTF-32 by their zeros. */
    private static boolean isReadBytewise(Buffer body) {
        for (int i = 0; i < Math.min(4, body.length()); i++) {
            if (body.getByte(i) == 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isReadable(Buffer body, Charset charset) {
        try {
            charset.newDecoder().decode(ByteBuffer.wrap(body.getBytes()));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static boolean holdsJson(Buffer body) {
        String text = body.length() > MAX_LOOK ? "" : body.toString().strip();
        if (!text.startsWith("{") && !text.startsWith("[")) {
            return false;
        }
        try {
            JSON.readTree(text);
            return true;
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
