package io.rootsocket.hub.failure;

import io.rootsocket.hub.component.RootSocketConstants;
import io.rootsocket.hub.outbox.message.Origin;
import io.rootsocket.hub.schedule.ScheduledEndpoint;
import java.time.Instant;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.apache.camel.Route;
import org.jspecify.annotations.Nullable;

/** Says where an exchange came from. */
public final class Origins {

    /** What sources call what they bring. */
    private static final List<String> NAMES = List.of(Exchange.FILE_NAME, "JMSMessageID", Exchange.HTTP_PATH);

    private Origins() {}

    public static Origin of(Exchange exchange) {
        return new Origin(
                exchange.getExchangeId(),
                route(exchange),
                source(exchange),
                sourceId(exchange),
                Instant.ofEpochMilli(exchange.getClock().getCreated()));
    }

    /** Where it failed; not in a kamelet that was called, whose route has another name after the next start. */
    private static String route(Exchange exchange) {
        String from = String.valueOf(exchange.getFromRouteId());
        String failedIn = exchange.getProperty(ExchangePropertyKey.FAILURE_ROUTE_ID, String.class);
        return failedIn == null || isOfAKamelet(exchange, failedIn) && !isOfAKamelet(exchange, from) ? from : failedIn;
    }

    private static boolean isOfAKamelet(Exchange exchange, String id) {
        Route route = exchange.getContext().getRoute(id);
        return route != null && route.isCreatedByKamelet();
    }

    /** Behind a kamelet the endpoint does not show that a schedule began it. */
    private static String source(Exchange exchange) {
        String endpoint = exchange.getFromEndpoint() == null
                ? "(none)"
                : exchange.getFromEndpoint().toString();
        String occurrence = exchange.getProperty(RootSocketConstants.OCCURRENCE, String.class);
        return occurrence == null || ScheduledEndpoint.isScheduled(endpoint)
                ? endpoint
                : "schedule:" + occurrence.replaceFirst("@[^@]*$", "");
    }

    private static @Nullable String sourceId(Exchange exchange) {
        String occurrence = exchange.getProperty(RootSocketConstants.OCCURRENCE, String.class);
        return occurrence != null ? occurrence : sourceId(exchange.getIn());
    }

    private static @Nullable String sourceId(Message message) {
        for (String header : NAMES) {
            String name = message.getHeader(header, String.class);
            if (name != null) {
                return name;
            }
        }
        return null;
    }
}
