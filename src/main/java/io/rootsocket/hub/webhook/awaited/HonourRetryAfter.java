package io.rootsocket.hub.webhook.awaited;

import io.rootsocket.hub.component.RootSocketRetryException;
import io.rootsocket.hub.webhook.WebhookCall;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Waits as long as RootSocket's {@code Retry-After} asks instead of the back-off's time, but no longer than the caller does
 * for whom it waits.
 */
public final class HonourRetryAfter implements Processor {

    @Override
    public void process(Exchange exchange) {
        if (exchange.getException() instanceof RootSocketRetryException e) {
            e.retryAfter().ifPresent(asked -> {
                long max = WebhookCall.awaiting(exchange)
                        .map(call -> call.maxWait().toMillis())
                        .orElse(Long.MAX_VALUE);
                exchange.getIn().setHeader(Exchange.REDELIVERY_DELAY, Math.min(delay(asked), max));
            });
        }
    }

    private static long delay(Duration asked) {
        long millis = asked.toMillis();
        // Those who were turned away together must not come back together.
        return millis + ThreadLocalRandom.current().nextLong(50, 50 + millis / 4 + 1);
    }
}
