package io.rootsocket.hub.hub;

import io.rootsocket.hub.alarm.Alarms;
import io.rootsocket.hub.failure.Interruption;
import io.rootsocket.hub.schedule.ScheduleName;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeEvent;
import org.apache.camel.spi.CamelEvent.Type;
import org.apache.camel.support.EventNotifierSupport;

/** Tells the alarms how exchanges end, each in the route by which it came in. */
final class ExchangeOutcomes extends EventNotifierSupport {

    private static final Interruption.OfSchedules ENDS = new Interruption.OfSchedules();

    private final Alarms alarms;

    ExchangeOutcomes(Alarms alarms) {
        this.alarms = alarms;
        setIgnoreCamelContextEvents(true);
        setIgnoreRouteEvents(true);
        setIgnoreServiceEvents(true);
        setIgnoreStepEvents(true);
        setIgnoreExchangeCreatedEvent(true);
        setIgnoreExchangeRedeliveryEvents(true);
        setIgnoreExchangeSendingEvents(true);
        setIgnoreExchangeSentEvents(true);
        setIgnoreExchangeAsyncProcessingStartedEvents(true);
    }

    /** Whether an exchange that is done has failed, be it that its failure was kept as a dead letter. */
    static boolean isFailed(Exchange exchange) {
        return ENDS.failureOf(exchange).isPresent();
    }

    @Override
    public boolean isEnabled(CamelEvent event) {
        return event.getType() == Type.ExchangeCompleted || event.getType() == Type.ExchangeFailed;
    }

    @Override
    public void notify(CamelEvent event) {
        Exchange exchange = ((ExchangeEvent) event).getExchange();
        String id = exchange.getFromRouteId();
        if (id == null || ENDS.isInterrupted(exchange)) {
            return;
        }
        Optional<String> failure = ENDS.failureOf(exchange);
        if (failure.isPresent()) {
            alarms.failed(name(exchange, id), exchange.getExchangeId(), failure.get());
        } else if (alarms.awaitsSuccess()) {
            alarms.handled(name(exchange, id));
        }
    }

    /** The name in the file is looked for only where a kamelet hides it: that takes its time. */
    private static String name(Exchange exchange, String id) {
        Route route = exchange.getContext().getRoute(id);
        return route == null || route.isCreatedByKamelet() ? ScheduleName.outermost(exchange.getContext(), id) : id;
    }
}
