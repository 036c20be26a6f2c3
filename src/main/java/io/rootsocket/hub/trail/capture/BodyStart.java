package io.rootsocket.hub.trail.capture;

import io.rootsocket.hub.protocol.Wire;
import io.rootsocket.hub.trail.Payload;
import io.rootsocket.hub.webhook.WebhookCall;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.TypeConversionException;
import org.apache.camel.WrappedFile;
import org.apache.camel.component.file.GenericFile;

/**
 * The first bytes of a body, without using it up. What can be read only once is left alone.
 *
 * @param max how many bytes at most
 */
record BodyStart(int max) {

    private static final String TEXT = "text/plain";
    private static final String JSON = "application/json";
    private static final String XML = "application/xml";
    /** Of these a person knows what they hold by their names. */
    private static final Map<String, String> FILES =
            Map.of("json", JSON, "xml", XML, "csv", "text/csv", "txt", TEXT, "yaml", "application/yaml");

    private static final String A_STREAM = "(a stream, which can be read only once)";

    /** What came in: of a webhook, the very bytes that were sent. */
    Payload ofArrived(Exchange exchange) {
        return WebhookCall.by(exchange)
                .flatMap(WebhookCall::body)
                .map(bytes -> start(bytes, type(exchange.getIn())))
                .orElseGet(() -> of(exchange, exchange.getIn()));
    }

    /** What a message of an exchange holds. */
    Payload of(Exchange exchange, Message message) {
        Object body = message.getBody();
        try {
            return body == null ? Payload.NONE : start(exchange, body, type(message));
        } catch (IOException | UncheckedIOException | TypeConversionException unreadable) {
            return Payload.of(TEXT, "(it cannot be read: %s)".formatted(unreadable.getMessage()));
        }
    }

    private static String type(Message message) {
        return Objects.requireNonNullElse(message.getHeader(Exchange.CONTENT_TYPE, String.class), "");
    }

    private Payload start(Exchange exchange, Object body, String type) throws IOException {
        if (body instanceof byte[] bytes) {
            return start(bytes, type);
        }
        if (body instanceof String text) {
            return start(text, type.isEmpty() ? typeOf(text) : type);
        }
        if (body instanceof WrappedFile<?> file) {
            return start(exchange, file, type);
        }
        if (body instanceof StreamCache cache) {
            return start(cache, type);
        }
        if (body instanceof InputStream || body instanceof Reader || body instanceof Iterator) {
            return Payload.of(TEXT, A_STREAM);
        }
        if (body instanceof Map || body instanceof Collection) {
            return start(jsonOrWords(body), JSON);
        }
        String text = exchange.getContext().getTypeConverter().tryConvertTo(String.class, exchange, body);
        return text == null
                ? Payload.of(TEXT, String.valueOf(body))
                : start(text, type.isEmpty() ? typeOf(text) : type);
    }

    private Payload start(byte[] bytes, String type) {
        return new Payload(type, bytes.length <= max ? bytes : Arrays.copyOf(bytes, max), bytes.length);
    }

    private Payload start(String text, String type) {
        if (text.length() <= max) {
            return start(text.getBytes(StandardCharsets.UTF_8), type);
        }
        byte[] bytes = text.substring(0, max).getBytes(StandardCharsets.UTF_8);
        return new Payload(type, Arrays.copyOf(bytes, Math.min(bytes.length, max)), utf8Length(text));
    }

    private static long utf8Length(String text) {
        return text.codePoints()
                .mapToLong(point -> point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4)
                .sum();
    }

    /** As a route reads it: what became a link since it was taken is not opened. */
    private Payload start(Exchange exchange, WrappedFile<?> file, String type) throws IOException {
        long length = file instanceof GenericFile<?> known ? known.getFileLength() : -1;
        String name = file instanceof GenericFile<?> known ? known.getFileNameOnly() : "";
        try (InputStream content =
                exchange.getContext().getTypeConverter().tryConvertTo(InputStream.class, exchange, file)) {
            byte[] bytes = content == null ? new byte[0] : content.readNBytes(max);
            return new Payload(type.isEmpty() ? typeOfFile(name) : type, bytes, Math.max(length, bytes.length));
        }
    }

    private Payload start(StreamCache cache, String type) throws IOException {
        if (!(cache instanceof InputStream content)) {
            return Payload.of(TEXT, A_STREAM);
        }
        cache.reset();
        byte[] bytes = content.readNBytes(max);
        long length = cache.length();
        cache.reset();
        return new Payload(type, bytes, Math.max(length, bytes.length));
    }

    private static String jsonOrWords(Object body) {
        try {
            return Wire.writeText(body);
        } catch (UncheckedIOException noJson) {
            return String.valueOf(body);
        }
    }

    private static String typeOfFile(String name) {
        return FILES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "");
    }

    private static String typeOf(String text) {
        String begin = text.substring(0, Math.min(text.length(), 100)).stripLeading();
        if (begin.startsWith("{") || begin.startsWith("[")) {
            return JSON;
        }
        return begin.startsWith("<") ? XML : TEXT;
    }
}
