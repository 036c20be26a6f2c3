package io.rootsocket.hub.component;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.rootsocket.hub.protocol.Wire;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;
import org.apache.camel.converter.stream.ByteArrayInputStreamCache;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.util.IOHelper;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Node;

/**
 * Reads the body of an exchange as the {@code data} of a message. A body that can be read only once is replaced by
 * one that can be read again.
 */
final class MessageData {

    /** No charset takes more bytes for what UTF-8 says in one. */
    private static final int WIDEST_CHARSET = 4;

    private MessageData() {}

    /**
     * The data of a message.
     *
     * @param maxMessageSize bytes; a stream or a file that cannot fit is not read to its end
     * @throws UnusableBodyException if the body is empty, is not text in the exchange's charset, is not JSON where it
     *     has to be, or cannot fit
     */
    static JsonNode of(Exchange exchange, DataFormat format, int maxMessageSize) throws UnusableBodyException {
        Object body = exchange.getMessage().getBody();
        if (body == null) {
            throw new UnusableBodyException("The body is empty. Set a body before this step.");
        }
        try {
            String text = text(body, exchange, (long) WIDEST_CHARSET * maxMessageSize);
            if (text == null) {
                return structured(body, format);
            }
            if (text.isEmpty()) {
                throw new UnusableBodyException("The body is empty. Set a body before this step.");
            }
            SendableJson.refuseBrokenCharacters(text);
            return format == DataFormat.JSON ? parsed(text) : TextNode.valueOf(text);
        } catch (CharacterCodingException e) {
            throw new UnusableBodyException(
                    "The body is not text in %s. Set the property `CamelCharsetName` to the charset that it is in."
                            .formatted(ExchangeHelper.getCharsetName(exchange)),
                    e);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new UnusableBodyException(
                    "The charset `%s` is not known here. Set the property `CamelCharsetName` to the one that the body is in."
                            .formatted(ExchangeHelper.getCharsetName(exchange)),
                    e);
        } catch (IOException | UncheckedIOException e) {
            throw new UnusableBodyException(
                    "The body, a %s, cannot be read: %s."
                            .formatted(body.getClass().getName(), e.getMessage()),
                    e);
        }
    }

    /** The body's text; null if it is not text but a structure. */
    private static @Nullable String text(Object body, Exchange exchange, long limit)
            throws IOException, UnusableBodyException {
        if (body instanceof CharSequence text) {
            return text.toString();
        } else if (body instanceof byte[] bytes) {
            return decoded(bytes, exchange);
        } else if (body instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return decoded(bytes, exchange);
        } else if (body instanceof WrappedFile<?> wrapped) {
            return wrapped.getFile() instanceof File file
                    ? decoded(read(file.toPath(), limit), exchange)
                    : text(Objects.requireNonNullElse(wrapped.getBody(), ""), exchange, limit);
        } else if (body instanceof File file) {
            return decoded(read(file.toPath(), limit), exchange);
        } else if (body instanceof Path path) {
            return decoded(read(path, limit), exchange);
        } else if (body instanceof InputStream || body instanceof StreamCache || body instanceof Reader) {
            return streamed(body, exchange, limit);
        } else if (body instanceof Node) {
            return exchange.getContext().getTypeConverter().convertTo(String.class, exchange, body);
        }
        return null;
    }

    private static byte[] read(Path file, long limit) throws IOException, UnusableBodyException {
        if (Files.size(file) > limit) {
            throw tooLarge(limit);
        }
        return Files.readAllBytes(file);
    }

    private static @Nullable String streamed(Object body, Exchange exchange, long limit)
            throws IOException, UnusableBodyException {
        if (body instanceof Reader reader) {
            String text = IOHelper.toString(reader);
            exchange.getMessage().setBody(text);
            return text;
        }
        byte[] bytes;
        if (body instanceof StreamCache cache) {
            if (cache.length() > limit) {
                throw tooLarge(limit);
            }
            cache.reset();
            var copy = new ByteArrayOutputStream();
            cache.writeTo(copy);
            cache.reset();
            bytes = copy.toByteArray();
        } else {
            bytes = head((InputStream) body, exchange, limit);
            exchange.getMessage().setBody(new ByteArrayInputStreamCache(new ByteArrayInputStream(bytes)));
        }
        return decoded(bytes, exchange);
    }

    /** All of the stream; where that is too much, what was read is put back in front of the rest. */
    private static byte[] head(InputStream stream, Exchange exchange, long limit)
            throws IOException, UnusableBodyException {
        byte[] bytes = stream.readNBytes((int) Math.min(limit + 1, Integer.MAX_VALUE - 8));
        if (bytes.length > limit) {
            exchange.getMessage().setBody(new SequenceInputStream(new ByteArrayInputStream(bytes), stream));
            throw tooLarge(limit);
        }
        return bytes;
    }

    private static UnusableBodyException tooLarge(long limit) {
        return new UnusableBodyException(
                "The body has more than %,d bytes, which no message can hold. Send less, or a link to it."
                        .formatted(limit));
    }

    /** Unlike {@code new String}, does not put question marks in place of what it cannot read. */
    private static String decoded(byte[] bytes, Exchange exchange) throws CharacterCodingException {
        return Charset.forName(ExchangeHelper.getCharsetName(exchange))
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    private static JsonNode structured(Object body, DataFormat format) throws UnusableBodyException {
        try {
            JsonNode node = body instanceof JsonNode tree ? tree : Wire.readTree(Wire.writeText(body));
            if (node.isNull()
                    || node.isMissingNode()
                    || (node.isTextual() && node.textValue().isEmpty())) {
                throw new UnusableBodyException("The body is empty. Set a body before this step.");
            }
            JsonNode exact = SendableJson.of(node);
            return format == DataFormat.JSON || exact.isTextual() ? exact : TextNode.valueOf(exact.toString());
        } catch (UncheckedIOException | JsonProcessingException e) {
            throw new UnusableBodyException(
                    "The body, a %s, cannot be written as JSON: %s. Turn it into text, a map or a list before this step."
                            .formatted(
                                    body.getClass().getName(),
                                    Optional.ofNullable(e.getCause()).orElse(e).getMessage()),
                    e);
        }
    }

    private static JsonNode parsed(String text) throws UnusableBodyException {
        try {
            JsonNode node = Wire.readTree(text);
            if (node.isMissingNode()) {
                throw new UnusableBodyException("The body is empty. Set a body before this step.");
            }
            return SendableJson.of(node);
        } catch (JsonProcessingException e) {
            throw new UnusableBodyException(
                    "The body is not JSON (%s), and `dataFormat` is `json`. Send JSON, or set `dataFormat` to `string`."
                            .formatted(e.getOriginalMessage()),
                    e);
        }
    }
}
