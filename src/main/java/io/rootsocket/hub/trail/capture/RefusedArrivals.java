package io.rootsocket.hub.trail.capture;

import io.rootsocket.hub.webhook.RefusedCalls;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;

/**
 * Records calls that were refused before their route saw them, without their bodies, and some in a second only: who may call
 * without being let in must not be able to fill the trail. Safe for threads.
 */
final class RefusedArrivals implements RefusedCalls {

    private static final int MAX_AT_ONCE = 100;
    private static final long NANOS_FOR_ONE = 100_000_000;

    private final CamelContext camel;
    private final Recorder recorder;
    private final LongSupplier nanos;
    /** Until when those that were recorded take up the time; never further ahead than so many at once. */
    private long takenUntil;

    RefusedArrivals(CamelContext camel, Recorder recorder, LongSupplier nanos) {
        this.camel = camel;
        this.recorder = recorder;
        this.nanos = nanos;
        this.takenUntil = nanos.getAsLong();
    }

    @Override
    public Optional<String> refused(Call call) {
        Optional<TracedRoute> route = recorder.traced(call.webhook());
        if (route.isEmpty() || !hasRoom()) {
            return Optional.empty();
        }
        var exchange = new DefaultExchange(camel);
        call.headers().forEach(exchange.getIn()::setHeader);
        exchange.getIn().setHeader(Exchange.HTTP_METHOD, call.method());
        exchange.getIn().setHeader(Exchange.HTTP_PATH, call.path());
        recorder.refused(exchange, route.get(), call);
        return Optional.of(exchange.getExchangeId());
    }

    private synchronized boolean hasRoom() {
        long now = nanos.getAsLong();
        if (takenUntil - now < 0) {
            takenUntil = now;
        }
        if (takenUntil - now > MAX_AT_ONCE * NANOS_FOR_ONE) {
            return false;
        }
        takenUntil += NANOS_FOR_ONE;
        return true;
    }
}
