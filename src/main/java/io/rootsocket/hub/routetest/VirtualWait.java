package io.rootsocket.hub.routetest;

import io.rootsocket.hub.component.RootSocketRetryException;
import java.time.Duration;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Moves the clock where a running hub would wait for the next attempt. */
final class VirtualWait implements Processor {

    private static final Duration FIRST = Duration.ofMillis(500);
    private static final int MAX_DOUBLINGS = 6;

    private final VirtualClock clock;

    VirtualWait(VirtualClock clock) {
        this.clock = clock;
    }

    @Override
    public void process(Exchange exchange) {
        int attempts =
                Objects.requireNonNullElse(exchange.getIn().getHeader(Exchange.REDELIVERY_COUNTER, Integer.class), 0);
        Duration wait = FIRST.multipliedBy(1L << Math.min(attempts, MAX_DOUBLINGS));
        if (exchange.getException() instanceof RootSocketRetryException e) {
            wait = e.retryAfter().orElse(wait);
        }
        clock.advance(wait);
        exchange.getIn().setHeader(Exchange.REDELIVERY_DELAY, 0L);
    }
}
