package io.rootsocket.hub.trail.store;

import io.rootsocket.hub.trail.Accepted;
import io.rootsocket.hub.trail.Arrived;
import io.rootsocket.hub.trail.Attempted;
import io.rootsocket.hub.trail.Ended;
import io.rootsocket.hub.trail.TrailEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * By which ids an event is found: by the first eight characters of them or more. Case does not count.
 */
final class Ids {

    /** So many of a person's characters are needed at least. */
    static final int SHORTEST = 8;

    /** The beginnings of what others have made are keys of another kind: half of them may begin in the same way. */
    private static final long OF_OTHERS = 0x6F74686572L;

    private Ids() {}

    /** What an event adds to the {@link IdFilter} of its block. */
    static void addTo(Set<Long> keys, TrailEvent event) {
        keys.add(beginning(event.exchangeId()));
        Optional<String> message = messageId(event);
        if (message.isPresent() && !message.get().startsWith(event.exchangeId())) {
            keys.add(beginning(message.get()));
        }
        if (hasOthers(event)) {
            others(event).forEach(id -> {
                keys.add(IdFilter.hash(id, id.length()));
                keys.add(beginning(id) ^ OF_OTHERS);
            });
        }
    }

    /** Most have none: a stream for each event would cost more than the rest. */
    private static boolean hasOthers(TrailEvent event) {
        return event instanceof Arrived arrived
                        && (arrived.sourceId().isPresent()
                                || arrived.traceparent().isPresent())
                || event instanceof Accepted accepted && accepted.traceparent().isPresent();
    }

    /** One of these an event with that id has added. */
    static Set<Long> keysOf(String id) {
        return new HashSet<>(List.of(beginning(id), IdFilter.hash(id, id.length())));
    }

    /** One of these an event has added with an id that begins so, if it is long enough to be looked for. */
    static Set<Long> keysOfBeginning(String id) {
        return Set.of(beginning(id), beginning(id) ^ OF_OTHERS);
    }

    /** What an exchange's events have added. */
    static long keyOfExchange(String exchangeId) {
        return beginning(exchangeId);
    }

    static boolean has(TrailEvent event, String id) {
        return of(event).anyMatch(known -> known.equalsIgnoreCase(id));
    }

    static boolean hasBeginning(TrailEvent event, String id) {
        return of(event).anyMatch(known -> known.regionMatches(true, 0, id, 0, id.length()));
    }

    private static Stream<String> of(TrailEvent event) {
        return Stream.of(Stream.of(event.exchangeId()), messageId(event).stream(), others(event))
                .flatMap(ids -> ids);
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
            return Stream.concat(
                    arrived.sourceId().stream(), arrived.traceparent().stream().flatMap(Ids::trace));
        }
        return event instanceof Accepted accepted
                ? accepted.traceparent().stream().flatMap(Ids::trace)
                : Stream.of();
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
}
