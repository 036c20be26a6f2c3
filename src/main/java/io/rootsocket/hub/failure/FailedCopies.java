package io.rootsocket.hub.failure;

import io.rootsocket.hub.webhook.ExchangeEntry;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeFailedEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.support.MessageHelper;

/**
 * Tells {@linkplain CopyFailureListener whoever waits} for a copy of an exchange that it has failed. What came in itself is
 * {@linkplain EntryPolicy settled} where it came in; what nobody waits for is given up.
 */
final class FailedCopies extends EventNotifierSupport {

    private final KeepFailed keepFailed;

    FailedCopies(KeepFailed keepFailed) {
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
        // A step that could not read it has read some of it.
        MessageHelper.resetStreamCache(exchange.getIn());
        CopyFailureListener listener = CopyFailureListener.of(exchange);
        if (listener != null) {
            listener.failed(exchange);
        } else if (!ExchangeEntry.isItself(exchange)) {
            keepFailed.process(exchange);
        }
    }
}
