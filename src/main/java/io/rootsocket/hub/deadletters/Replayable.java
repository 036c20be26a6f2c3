package io.rootsocket.hub.deadletters;

import io.rootsocket.hub.outbox.message.Property;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which letters can be sent on their way again: those that waited in the outbox, and, of those that failed in their
 * route, the whole messages of a route that runs. The others are left alone, so that they do not stop those behind them.
 *
 * @param routes the routes that run
 */
record Replayable(Set<String> routes) {

    /** As a JMS selector. */
    String selector() {
        String fromOutbox = Property.ACCOUNT + " IS NOT NULL";
        if (routes.isEmpty()) {
            return fromOutbox;
        }
        String running = routes.stream().map(DeadLetterFilter::literal).collect(Collectors.joining(", "));
        return "(%s OR (%s = FALSE AND %s IN (%s)))".formatted(fromOutbox, Property.PART, Property.ROUTE, running);
    }
}
