package io.rootsocket.hub.failure;

import io.rootsocket.hub.webhook.ExchangeEntry;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.component.seda.SedaEndpoint;
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
        if (event instanceof ExchangeSendingEvent sending && isSentAway(sending.getExchange(), sending.getEndpoint())) {
            ExchangeEntry.noteSent(sending.getExchange());
        }
    }

    private static boolean isSentAway(Exchange exchange, Endpoint to) {
        return to instanceof SedaEndpoint queue ? !isAwaited(exchange, queue) : !ClientError.onlyLooks(scheme(to));
    }

    private static boolean isAwaited(Exchange exchange, SedaEndpoint queue) {
        return switch (queue.getWaitForTaskToComplete()) {
            case Always -> true;
            case IfReplyExpected -> exchange.getPattern().isOutCapable();
            case Never -> false;
        };
    }

    private static String scheme(Endpoint endpoint) {
        return StringHelper.before(endpoint.getEndpointUri(), ":", "");
    }
}
