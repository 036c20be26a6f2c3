package io.rootsocket.hub.webhook.awaited;

import io.rootsocket.hub.webhook.WebhookCall;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Processor;
import org.apache.camel.processor.Delayer;
import org.apache.camel.support.ExpressionAdapter;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.jspecify.annotations.Nullable;

/**
 * How long a {@code delay} waits, no longer than the caller does for whom it waits: it would hold a thread and what was sent
 * for as long as a caller may choose. A call that is cut off so is given up, and its next step does not run.
 */
final class BoundedDelay extends ExpressionAdapter {

    private final Expression written;

    private BoundedDelay(Expression written) {
        this.written = written;
    }

    /** Bounds a step that waits, wherever it is in what interceptors have put around it. */
    static void bound(Processor step) {
        if (step instanceof Delayer delayer) {
            delayer.setDelay(new BoundedDelay(delayer.getDelay()));
        } else if (step instanceof DelegateAsyncProcessor around) {
            bound(around.getProcessor());
        }
    }

    @Override
    public @Nullable Object evaluate(Exchange exchange) {
        Long wanted = written.evaluate(exchange, Long.class);
        if (wanted == null) {
            return null;
        }
        return WebhookCall.awaiting(exchange)
                .filter(call -> wanted > call.timeLeft().toMillis())
                .map(call -> {
                    call.giveUp();
                    return call.maxWait().toMillis();
                })
                .orElse(wanted);
    }
}
