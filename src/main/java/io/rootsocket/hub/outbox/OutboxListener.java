package io.rootsocket.hub.outbox;

import io.rootsocket.hub.broker.Shortfall;
import io.rootsocket.hub.deadletters.DeadLetter;
import io.rootsocket.hub.outbox.message.OutboxMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Hears what becomes of the outbox's messages. Called by several threads at once, by those that accept and deliver: it must
 * not hold them up, and does not throw. What it is told of one message may come a little out of order, as a message may be
 * delivered before the thread that accepted it goes on; and over a crash it may be told twice.
 */
public interface OutboxListener {

    /** Nothing that anybody need wait for. */
    CompletionStage<Void> DONE = CompletableFuture.completedStage(null);

    /** A message is on disk: it is new, or was a dead letter and is replayed. */
    default void accepted(OutboxMessage message) {}

    /**
     * An attempt to deliver has ended.
     *
     * @param at when it began
     * @param outcome what came of it
     */
    default void attempted(OutboxMessage message, Instant at, Duration took, Delivery.Outcome outcome) {}

    /**
     * A message is about to leave the outbox, or was not let in.
     *
     * @return is done, at the latest after some seconds, once the message may leave its queue: if the hub dies before, it is
     *     told again
     */
    default CompletionStage<Void> ended(OutboxMessage message, End end) {
        return DONE;
    }

    /** A person has thrown a message away that was a dead letter. */
    default void discarded(String messageId, String exchangeId) {}

    /** Messages that were accepted are gone from the broker's disk. */
    default void lost(Shortfall shortfall) {}

    /** How a message left the outbox. */
    sealed interface End {}

    /** RootSocket has it. */
    record Delivered() implements End {}

    /** It is a dead letter, which may be replayed. */
    record Dead(DeadLetter.Reason reason) implements End {}

    /** Its channel has had a message with its key, so it was dropped before it was in. */
    record Repeated() implements End {}
}
