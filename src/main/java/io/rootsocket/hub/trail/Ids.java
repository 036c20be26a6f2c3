package io.rootsocket.hub.trail;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * By which ids an event is found. Of those that the hub makes, the first eight characters are enough; what others made must
 * be whole. Case does not count.
 */
final class Ids {

    /** So many of a person's characters are needed at least. */
    static final int SHORTEST = 8;

    private Ids() {}

    /** What an event adds to the {@link IdFilter} of its block. */
    static void addTo(Set<Long> keys, TrailEvent event) {
        keys.add(beginning(event.exchangeId()));
        messageId(event).filter(id -> !id.startsWith(event.exchangeId())).ifPresent(id -> keys.add(beginning(id)));
        others(event).forEach(id -> keys.add(IdFilter.hash(id, id.length())));
    }

    /** What of these an event with that id would have added one of. */
    static Set<Long> keysOf(String id) {
        return Set.copyOf(List.of(beginning(id), IdFilter.hash(id, id.length())));
    }

    /** What an exchange's events have added. */
    static long keyOfExchange(String exchangeId) {
        return beginning(exchangeId);
    }

    static boolean has(TrailEvent event, String id) {
        String wanted = folded(id);
        boolean ours = wanted.length() >= SHORTEST
                && Stream.concat(Stream.of(event.exchangeId()), messageId(event).stream())
                        .anyMatch(made -> folded(made).startsWith(wanted));
        return ours
                || event.exchangeId().equals(id)
                || others(event).anyMatch(other -> folded(other).equals(wanted));
    }

    private static Optional<String> messageId(TrailEvent event) {
        if (event instanceof Accepted accepted) {
            return Optional.of(accepted.messageId());
        }
        if (event instanceof Attempted attempted) {
            return Optional.of(attempted.messageId());
        }
        return event instanceof Ended ended ? Optional.of(ended.messageId()) : Optional.empty();
    }

    private static Stream<String> others(TrailEvent event) {
        if (event instanceof Arrived arrived) {
            return Stream.concat(arrived.sourceId().stream(), arrived.traceparent().stream().flatMap(Ids::trace));
        }
        return event instanceof Accepted accepted ? accepted.traceparent().stream().flatMap(Ids::trace) : Stream.of();
    }

    /** The trace of {@code 00-TRACE-SPAN-01}. */
    private static Stream<String> trace(String traceparent) {
        int begin = traceparent.indexOf('-') + 1;
        int end = traceparent.indexOf('-', begin);
        return end < 0 ? Stream.of() : Stream.of(traceparent.substring(begin, end));
    }

    private static long beginning(String id) {
        return IdFilter.hash(id, Math.min(SHORTEST, id.length()));
    }

    private static String folded(String id) {
        return id.toUpperCase(Locale.ROOT);
    }
}
