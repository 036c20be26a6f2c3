package io.rootsocket.hub.firewall;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.apache.camel.util.CaseInsensitiveMap;

/** Takes what a step has fetched from outside for a stranger's: an answer, a poll. */
record FetchWatch(Ownership ownership) implements Watch {

    @Override
    public Consumer<Exchange> begin(Exchange exchange) {
        var before = new CaseInsensitiveMap(exchange.getMessage().getHeaders());
        return done -> admit(done, before);
    }

    private void admit(Exchange exchange, Map<String, Object> before) {
        String scheme = Ownership.scheme(
                Objects.requireNonNullElse(exchange.getProperty(ExchangePropertyKey.TO_ENDPOINT, String.class), ""));
        if (!DangerousHeaders.isFromOutside(scheme)) {
            return;
        }
        Message message = exchange.getMessage();
        var fetched = new HashMap<String, Object>();
        for (Map.Entry<String, Object> header : List.copyOf(message.getHeaders().entrySet())) {
            String name = header.getKey();
            if (header.getValue() == null || header.getValue() == before.get(name)) {
                continue;
            }
            if (ownership.mayBring(scheme, name)) {
                fetched.put(name, header.getValue());
            } else {
                message.removeHeader(name);
            }
        }
        StrangersHeaders.note(exchange, fetched);
    }
}
