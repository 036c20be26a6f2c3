package io.rootsocket.hub.firewall;

import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSendingEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSentEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.util.CaseInsensitiveMap;

/**
 * Takes what was fetched from outside for a stranger's: the answer of each endpoint that is called, by whichever step, at
 * each hop of a slip or a list. Safe for threads.
 */
final class FetchNotifier extends EventNotifierSupport {

    private static final String BEFORE = "RootSocketHubHeadersBefore";

    private final Ownership ownership;

    FetchNotifier(Ownership ownership) {
        this.ownership = ownership;
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
    public void notify(CamelEvent event) {
        if (event instanceof ExchangeSendingEvent sending) {
            if (isFromOutside(sending.getEndpoint())) {
                Exchange exchange = sending.getExchange();
                exchange.setProperty(
                        BEFORE, new CaseInsensitiveMap(exchange.getMessage().getHeaders()));
            }
        } else if (event instanceof ExchangeSentEvent sent && isFromOutside(sent.getEndpoint())) {
            admit(sent.getExchange(), Ownership.scheme(sent.getEndpoint()));
        }
    }

    /** Has what is in the exchange now not be taken for fetched, though the call is not over yet. */
    static void forget(Exchange exchange) {
        exchange.removeProperty(BEFORE);
    }

    private static boolean isFromOutside(Endpoint endpoint) {
        return DangerousHeaders.isFromOutside(Ownership.scheme(endpoint));
    }

    private void admit(Exchange exchange, String scheme) {
        try {
            if (exchange.removeProperty(BEFORE) instanceof CaseInsensitiveMap before) {
                FetchedHeaders.admit(exchange, before, scheme, ownership);
            }
        } catch (RuntimeException e) {
            // Camel would go on without its guard.
            exchange.setException(e);
        }
    }
}
