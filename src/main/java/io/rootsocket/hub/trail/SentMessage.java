package io.rootsocket.hub.trail;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A message of an exchange and what became of it.
 *
 * @param accepted what it was; empty where that was dropped
 * @param attempts in their order
 * @param ends in their order: one that was dead and was replayed has several
 */
public record SentMessage(String messageId, Optional<Accepted> accepted, List<Attempted> attempts, List<Ended> ends) {

    public SentMessage {
        attempts = List.copyOf(attempts);
        ends = List.copyOf(ends);
    }

    /** What became of it in the end; empty while it waits. */
    public Optional<Ended> end() {
        return ends.isEmpty() ? Optional.empty() : Optional.of(ends.get(ends.size() - 1));
    }

    Stream<TrailEvent> events() {
        return Stream.of(accepted.stream(), attempts.stream(), ends.stream()).flatMap(part -> part);
    }
}
