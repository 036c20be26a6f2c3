package io.rootsocket.hub.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.rootsocket.hub.protocol.Wire;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes of a webhook's message what HTTP can carry. What the route had to do is done by then: its caller must not hear that
 * it failed, and send it again, as its answer cannot be written.
 */
public final class WritableAnswer {

    private static final Logger LOG = LoggerFactory.getLogger(WritableAnswer.class);

    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0a-\\x1f\\x7f]");
    private static final int FIRST_STATUS = 200;
    private static final int LAST_STATUS = 599;

    private WritableAnswer() {}

    public static void makeOf(Exchange exchange) {
        WebhookReply.keepPromise(exchange);
        Message answer = exchange.getMessage();
        for (Map.Entry<String, Object> header : List.copyOf(answer.getHeaders().entrySet())) {
            boolean writable = header.getKey().startsWith("Camel")
                    || NAME.matcher(header.getKey()).matches() && isWritable(exchange, header.getValue());
            if (!writable) {
                answer.removeHeader(header.getKey());
            }
        }
        Object status = answer.getHeader(Exchange.HTTP_RESPONSE_CODE);
        if (status != null && !isStatus(exchange, status)) {
            LOG.warn("Route {} answers with a status that is none: {}", exchange.getFromRouteId(), status);
            answer.removeHeader(Exchange.HTTP_RESPONSE_CODE);
        }
        Object body = answer.getBody();
        if (body != null && !(body instanceof String || body instanceof byte[] || body instanceof InputStream)) {
            write(exchange, body);
        }
    }

    private static void write(Exchange exchange, Object body) {
        Message answer = exchange.getMessage();
        boolean isStructure = body instanceof Map || body instanceof Collection || body instanceof JsonNode;
        InputStream stream = isStructure
                ? null
                : exchange.getContext().getTypeConverter().tryConvertTo(InputStream.class, exchange, body);
        if (stream != null) {
            answer.setBody(stream);
            return;
        }
        try {
            answer.setBody(Wire.writeText(body));
            answer.setHeader(Exchange.CONTENT_TYPE, "application/json");
        } catch (UncheckedIOException e) {
            LOG.warn("Route {} answers with a {}, which is no text", exchange.getFromRouteId(), body.getClass());
            answer.setBody(null);
        }
    }

    private static boolean isWritable(Exchange exchange, Object value) {
        if (value instanceof Collection<?> several) {
            return several.stream().allMatch(one -> isWritable(exchange, one));
        }
        String text = exchange.getContext().getTypeConverter().tryConvertTo(String.class, exchange, value);
        return text == null || !CONTROL.matcher(text).find();
    }

    private static boolean isStatus(Exchange exchange, Object status) {
        Integer code = exchange.getContext().getTypeConverter().tryConvertTo(Integer.class, exchange, status);
        return code != null && code >= FIRST_STATUS && code <= LAST_STATUS;
    }
}
