package io.rootsocket.hub.failure;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeFailedEvent;
import org.apache.camel.support.EventNotifierSupport;

/**
 * Keeps what a stop cut off between two attempts. Camel then ends the exchange without asking the failure policy, and a
 * message that a clock began would be gone: a queue has its message still, a file goes to its failed folder, and a caller
 * hears of it.
 */
final class StoppedInFlight extends EventNotifierSupport {

    private final KeepFailed keepFailed;

    StoppedInFlight(KeepFailed keepFailed) {
        this.keepFailed = keepFailed;
        setIgnoreCamelContextEvents(true);
        setIgnoreRouteEvents(true);
        setIgnoreServiceEvents(true);
        setIgnoreStepEvents(true);
    }

    @Override
    public boolean isEnabled(CamelEvent event) {
        return event instanceof ExchangeFailedEvent;
    }

    @Override
    public void notify(CamelEvent event) {
        Exchange exchange = ((ExchangeFailedEvent) event).getExchange();
        // The exception is a RejectedExecutionException or the last attempt's own, as the stop came while the route
        // waited or while it tried. What the failure policy has seen is marked as kept, and is not kept twice.
        if (Source.of(exchange) == Source.CLOCK) {
            keepFailed.process(exchange);
            settle(exchange);
        }
    }

    /** What is kept was said, and a clock would say it again. */
    private static void settle(Exchange exchange) {
        Exception failure = exchange.getException();
        if (AlreadyDeadLettered.isMarked(failure)) {
            exchange.setProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, failure);
            exchange.setException(null);
        }
    }
}
