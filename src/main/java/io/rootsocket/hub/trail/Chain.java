package io.rootsocket.hub.trail;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An exchange and all that came of it. A part is empty while it has not happened yet, or where it was dropped.
 *
 * @param messages in the order in which they were accepted
 */
public record Chain(
        String exchangeId, Optional<Arrived> arrived, Optional<Handled> handled, List<SentMessage> messages) {

    private static final int FIRST_ERROR = 400;

    public Chain {
        messages = List.copyOf(messages);
    }

    /** When it began, as far as is known. */
    public Instant begun() {
        return events().map(TrailEvent::at).min(Instant::compareTo).orElse(Instant.EPOCH);
    }

    /** Everything that happened. */
    public Stream<TrailEvent> events() {
        return Stream.concat(
                Stream.concat(arrived.stream(), handled.stream()),
                messages.stream().flatMap(SentMessage::events));
    }

    /** Whether nothing more is to be expected of it: its route is done, and each message has an end. */
    public boolean isSettled() {
        return handled.isPresent()
                && messages.stream().allMatch(message -> message.end().isPresent());
    }

    /**
     * Whether it was turned away before a step of its route saw it, for a wrong signature or another fault of its caller, or as
     * a repeat. What was never let in must not come in by being sent again.
     */
    public boolean isTurnedAway() {
        return messages.isEmpty()
                && handled.filter(end -> end.steps().isEmpty())
                        .filter(end -> end.result() == Result.REPEATED
                                || end.result() == Result.FAILED
                                        && end.status()
                                                .filter(status -> status >= FIRST_ERROR)
                                                .isPresent())
                        .isPresent();
    }

    /** Whether there may be more of it: what is a dead letter, or was too late, may be sent again by a person. */
    public boolean mayGoOn() {
        return !isSettled()
                || messages.stream().flatMap(message -> message.end().stream()).anyMatch(Ended::mayBeSentAgain);
    }
}
