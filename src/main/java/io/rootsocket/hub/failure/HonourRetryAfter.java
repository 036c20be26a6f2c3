package io.rootsocket.hub.failure;

import io.rootsocket.hub.component.RootSocketRetryException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Waits as long as RootSocket's {@code Retry-After} asks, at most {@link #LONGEST}, instead of the back-off's time. */
public final class HonourRetryAfter implements Processor {

    private static final Duration LONGEST = Duration.ofMinutes(5);

    @Override
    public void process(Exchange exchange) {
        if (exchange.getException() instanceof RootSocketRetryException e) {
            e.retryAfter().ifPresent(wait -> exchange.getIn().setHeader(Exchange.REDELIVERY_DELAY, delay(wait)));
        }
    }

    private static long delay(Duration asked) {
        long millis = Math.min(asked.toMillis(), LONGEST.toMillis());
        // Those who were turned away together must not come back together.
        return millis + ThreadLocalRandom.current().nextLong(50, 50 + millis / 4 + 1);
    }
}
