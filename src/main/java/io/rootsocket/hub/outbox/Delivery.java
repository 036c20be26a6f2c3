package io.rootsocket.hub.outbox;

import io.rootsocket.hub.deadletters.DeadLetter;
import io.rootsocket.hub.outbox.message.OutboxMessage;
import java.time.Duration;
import java.util.Optional;

/** How the outbox hands a message to RootSocket. Called by several threads at once, never twice at once for a channel. */
@FunctionalInterface
public interface Delivery {

    /** Tries once, and holds the calling thread until it is known what came of it. Does not throw. */
    Outcome deliver(OutboxMessage message);

    /** What came of one attempt. */
    sealed interface Outcome {}

    /** RootSocket has it. */
    record Delivered() implements Outcome {}

    /** RootSocket does not have it, or nobody knows. */
    sealed interface Failed extends Outcome {

        DeadLetter.Reason reason();
    }

    /**
     * RootSocket does not have it, and may take it later.
     *
     * @param reason why
     * @param retryAfter how long it asks to wait
     * @param everyChannel whether the wait holds for all channels, not only for this one
     */
    record Later(DeadLetter.Reason reason, Optional<Duration> retryAfter, boolean everyChannel) implements Failed {}

    /** Nobody knows whether RootSocket has it. */
    record Unknown(DeadLetter.Reason reason) implements Failed {}

    /**
     * RootSocket takes nothing of this application now: the key or the address is wrong, or what answers is not RootSocket.
     * The message waits, unless others are taken all the while.
     */
    record Held(DeadLetter.Reason reason) implements Failed {}

    /** RootSocket will not take it, however often it is tried. */
    record Refused(DeadLetter.Reason reason) implements Failed {}
}
