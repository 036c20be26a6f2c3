package io.rootsocket.hub.firewall;

import java.util.Objects;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.util.CaseInsensitiveMap;

/** Takes what a step has polled from outside for a stranger's. Camel tells nobody of a poll, as it does of a call. */
record PollWatch(Ownership ownership) implements Watch {

    @Override
    public Consumer<Exchange> begin(Exchange exchange) {
        var before = new CaseInsensitiveMap(exchange.getMessage().getHeaders());
        return done -> {
            String polled = done.getProperty(ExchangePropertyKey.TO_ENDPOINT, String.class);
            String scheme = Ownership.scheme(Objects.requireNonNullElse(polled, ""));
            if (DangerousHeaders.isFromOutside(scheme)) {
                FetchedHeaders.admit(done, before, scheme, ownership);
            }
        };
    }
}
