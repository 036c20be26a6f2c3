package io.rootsocket.hub.trail.store;

import io.rootsocket.hub.trail.Accepted;
import io.rootsocket.hub.trail.Arrived;
import io.rootsocket.hub.trail.Attempted;
import io.rootsocket.hub.trail.Chain;
import io.rootsocket.hub.trail.Ended;
import io.rootsocket.hub.trail.Handled;
import io.rootsocket.hub.trail.Result;
import io.rootsocket.hub.trail.SentMessage;
import io.rootsocket.hub.trail.TrailEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Puts events together. */
final class Chains {

    private Chains() {}

    /** The chains of events, in the order in which these first speak of each. */
    static List<Chain> of(Collection<TrailEvent> events) {
        Map<String, List<TrailEvent>> byExchange = new LinkedHashMap<>();
        events.forEach(event -> byExchange
                .computeIfAbsent(event.exchangeId(), id -> new ArrayList<>())
                .add(event));
        return byExchange.entrySet().stream()
                .map(exchange -> chain(exchange.getKey(), exchange.getValue()))
                .toList();
    }

    private static Chain chain(String exchangeId, List<TrailEvent> events) {
        Optional<Arrived> arrived = Optional.empty();
        Optional<Handled> handled = Optional.empty();
        Map<String, Gathered> messages = new LinkedHashMap<>();
        for (TrailEvent event : events) {
            if (event instanceof Arrived first) {
                arrived = arrived.or(() -> Optional.of(first));
            } else if (event instanceof Handled last) {
                handled = Optional.of(handled.map(before -> both(before, last)).orElse(last));
            } else if (event instanceof Accepted accepted) {
                Gathered parts = parts(messages, accepted.messageId());
                parts.accepted = parts.accepted.or(() -> Optional.of(accepted));
            } else if (event instanceof Attempted attempted) {
                parts(messages, attempted.messageId()).attempts.add(attempted);
            } else if (event instanceof Ended ended) {
                parts(messages, ended.messageId()).ends.add(ended);
            }
        }
        return new Chain(
                exchangeId,
                arrived,
                handled,
                messages.entrySet().stream()
                        .map(message -> message.getValue().of(message.getKey()))
                        .toList());
    }

    /** A copy of an exchange may go on after its first route is done, and ends by itself. */
    private static Handled both(Handled first, Handled then) {
        return new Handled(
                first.exchangeId(),
                then.at(),
                then.result() == Result.FAILED ? Result.FAILED : first.result(),
                first.failure().or(then::failure),
                Stream.concat(first.steps().stream(), then.steps().stream()).toList(),
                first.status().or(then::status));
    }

    private static Gathered parts(Map<String, Gathered> messages, String id) {
        return messages.computeIfAbsent(id, unknown -> new Gathered());
    }

    /** What there is of a message so far. */
    private static final class Gathered {

        private Optional<Accepted> accepted = Optional.empty();
        private final List<Attempted> attempts = new ArrayList<>();
        private final List<Ended> ends = new ArrayList<>();

        private SentMessage of(String id) {
            return new SentMessage(id, accepted, attempts, ends);
        }
    }
}
