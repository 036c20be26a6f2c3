package io.rootsocket.hub.deadletters;

import io.rootsocket.hub.outbox.message.Property;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which letters can be sent on their way again: those that waited in the outbox, and, of those that failed in their
 * route, the whole messages of a route that runs. The others are left alone, so that they do not stop those behind them.
 */
final class Replayable {

    private Replayable() {}

    /** A JMS selector for those among what another selects. */
    static String among(String selector, Optional<DeadLetters.Reroute> reroute) {
        return selector
                + " AND "
                + selector(reroute.map(DeadLetters.Reroute::routes).orElse(Set.of()));
    }

    private static String selector(Set<String> runningRoutes) {
        String fromOutbox = Property.ACCOUNT + " IS NOT NULL";
        if (runningRoutes.isEmpty()) {
            return fromOutbox;
        }
        String running = runningRoutes.stream().map(DeadLetterFilter::literal).collect(Collectors.joining(", "));
        return "(%s OR (%s = FALSE AND %s IN (%s)))".formatted(fromOutbox, Property.PART, Property.ROUTE, running);
    }
}
