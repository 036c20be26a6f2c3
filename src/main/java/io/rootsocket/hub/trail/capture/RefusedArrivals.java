package io.rootsocket.hub.trail.capture;

import io.rootsocket.hub.webhook.RefusedCalls;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;

/**
 * Records calls that were refused before their route saw them, without their bodies, and no more than the pace allows. Safe
 * for threads.
 */
final class RefusedArrivals implements RefusedCalls {

    private final CamelContext camel;
    private final Recorder recorder;
    private final RefusedPace pace;

    RefusedArrivals(CamelContext camel, Recorder recorder, RefusedPace pace) {
        this.camel = camel;
        this.recorder = recorder;
        this.pace = pace;
    }

    @Override
    public Optional<String> refused(Call call) {
        Optional<TracedRoute> route = recorder.traced(call.webhook());
        if (route.isEmpty() || !pace.hasRoom()) {
            return Optional.empty();
        }
        var exchange = new DefaultExchange(camel);
        call.headers().forEach(exchange.getIn()::setHeader);
        exchange.getIn().setHeader(Exchange.HTTP_METHOD, call.method());
        exchange.getIn().setHeader(Exchange.HTTP_PATH, call.path());
        recorder.refused(exchange, route.get(), call);
        return Optional.of(exchange.getExchangeId());
    }
}
