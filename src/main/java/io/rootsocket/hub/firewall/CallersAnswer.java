package io.rootsocket.hub.firewall;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** What a webhook's caller gets: only headers that the route has set, and a type that no browser runs. */
final class CallersAnswer {

    private CallersAnswer() {}

    static void leaveOnlyTheRoutesHeaders(Exchange exchange) {
        Message answer = exchange.getMessage();
        StrangersHeaders strangers = StrangersHeaders.of(exchange);
        for (Map.Entry<String, Object> header : List.copyOf(answer.getHeaders().entrySet())) {
            if (!HeaderLine.isLine(answer, header.getKey())) {
                // HTTP has no words for it, and the whole answer would fail of it.
                answer.removeHeader(header.getKey());
            }
            // Camel's own do not leave the process, and the status of a step's answer may become the webhook's.
            if (!DangerousHeaders.isNeverTheirs(header.getKey())
                    && strangers.include(header.getKey(), header.getValue())) {
                answer.removeHeader(header.getKey());
            }
        }
        answer.setHeader("X-Content-Type-Options", "nosniff");
        if (answer.getBody() != null && answer.getHeader(Exchange.CONTENT_TYPE) == null) {
            answer.setHeader(Exchange.CONTENT_TYPE, type(answer.getBody()));
        }
    }

    private static String type(Object body) {
        if (body instanceof JsonNode) {
            return "application/json";
        }
        return body instanceof CharSequence ? "text/plain; charset=utf-8" : "application/octet-stream";
    }
}
