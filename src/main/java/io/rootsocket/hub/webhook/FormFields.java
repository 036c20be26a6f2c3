package io.rootsocket.hub.webhook;

import static org.apache.camel.util.CollectionHelper.appendEntry;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.spi.HeaderFilterStrategy;

/**
 * A form that is sent as one line of text, such as {@code a=1&b=2}. Vert.x would give its fields only, and a signature is
 * made of the bytes: the body is read as any other's, and the fields out of it.
 */
public final class FormFields {

    private static final String TYPE = "application/x-www-form-urlencoded";
    private static final String FORM = "form";

    private FormFields() {}

    /** Has the body read as it is. */
    public static void leaveBodyAsItIs(RoutingContext request) {
        String type = request.request().getHeader(HttpHeaders.CONTENT_TYPE);
        if (type != null && isType(type)) {
            request.put(FORM, type);
            request.request().headers().remove(HttpHeaders.CONTENT_TYPE);
        }
        request.next();
    }

    public static boolean isType(String contentType) {
        return contentType.strip().toLowerCase(Locale.ROOT).startsWith(TYPE);
    }

    /** The fields of a body that came as it is, in UTF-8; none if it is no form. */
    static Map<String, Object> of(byte[] body) {
        Map<String, Object> all = new LinkedHashMap<>();
        fields(Buffer.buffer(body), StandardCharsets.UTF_8)
                .ifPresent(fields ->
                        fields.forEach((name, values) -> values.forEach(value -> appendEntry(all, name, value))));
        return all;
    }

    static boolean areIn(RoutingContext request) {
        return request.get(FORM) != null;
    }

    static void readInto(Exchange exchange, RoutingContext request, PlatformHttpEndpoint endpoint, Charset charset) {
        exchange.getIn().setHeader(Exchange.CONTENT_TYPE, request.<String>get(FORM));
        Buffer raw = request.body().buffer();
        if (raw != null && raw.length() > 0) {
            exchange.getIn().setBody(raw);
            readInto(exchange, raw.getBytes(), endpoint, charset);
        }
    }

    /** Makes headers and a map of the fields, as Camel does; a body that is no form stays as it is. */
    public static void readInto(Exchange exchange, byte[] raw, PlatformHttpEndpoint endpoint, Charset charset) {
        Message message = exchange.getIn();
        Map<String, Object> body = new LinkedHashMap<>();
        fields(Buffer.buffer(raw), charset)
                .ifPresent(fields -> fields.forEach((name, values) -> values.stream()
                        .filter(value -> mayCome(endpoint, exchange, name, value))
                        .forEach(value -> {
                            appendEntry(message.getHeaders(), name, value);
                            appendEntry(body, name, value);
                        })));
        if (endpoint.isPopulateBodyWithForm() && !body.isEmpty()) {
            message.setBody(body);
        }
    }

    private static Optional<Map<String, List<String>>> fields(Buffer raw, Charset charset) {
        try {
            return Optional.of(new QueryStringDecoder(raw.toString(charset), charset, false).parameters());
        } catch (IllegalArgumentException noForm) {
            return Optional.empty();
        }
    }

    private static boolean mayCome(PlatformHttpEndpoint endpoint, Exchange exchange, String name, String value) {
        HeaderFilterStrategy strangers = endpoint.getHeaderFilterStrategy();
        return strangers != null && !strangers.applyFilterToExternalHeaders(name, value, exchange);
    }
}
