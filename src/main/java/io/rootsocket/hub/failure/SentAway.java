package io.rootsocket.hub.failure;

import io.rootsocket.hub.webhook.ExchangeEntry;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSendingEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.util.StringHelper;

/**
 * Notes with what came in that something was sent away for it, by whichever step, so that it is known at a later failure:
 * also by another part of it. Safe for threads.
 */
final class SentAway extends EventNotifierSupport {

    SentAway() {
        setIgnoreCamelContextEvents(true);
        setIgnoreRouteEvents(true);
        setIgnoreServiceEvents(true);
        setIgnoreStepEvents(true);
        setIgnoreExchangeCreatedEvent(true);
        setIgnoreExchangeCompletedEvent(true);
        setIgnoreExchangeFailedEvents(true);
        setIgnoreExchangeRedeliveryEvents(true);
    }

    @Override
    public boolean isEnabled(CamelEvent event) {
        return event instanceof ExchangeSendingEvent;
    }

    @Override
    public void notify(CamelEvent event) {
        if (event instanceof ExchangeSendingEvent sending && !ClientError.onlyLooks(scheme(sending.getEndpoint()))) {
            ExchangeEntry.noteSent(sending.getExchange());
        }
    }

    private static String scheme(Endpoint endpoint) {
        return StringHelper.before(endpoint.getEndpointUri(), ":", "");
    }
}
