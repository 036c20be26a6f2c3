package io.rootsocket.hub.outbox;

import java.time.Duration;
import java.util.Optional;

/** How a visit to a lane ended. */
sealed interface VisitEnd {

    /** Nothing waits, or another hub has it. */
    record Empty() implements VisitEnd {}

    /** The turn is over, and more may wait. */
    record More() implements VisitEnd {}

    /**
     * The first message could not be delivered and waits still.
     *
     * @param reason why
     * @param retryAfter how long RootSocket asks to wait
     * @param everyChannel whether the wait holds for all channels
     */
    record Failed(String reason, Optional<Duration> retryAfter, boolean everyChannel) implements VisitEnd {}

    /**
     * RootSocket takes nothing of this application; the first message waits still.
     *
     * @param reason why
     */
    record Held(String reason) implements VisitEnd {}

    /**
     * The broker failed.
     *
     * @param reason why
     */
    record NoBroker(String reason) implements VisitEnd {}
}
