package io.rootsocket.hub.outbox;

import java.time.Duration;
import java.util.Optional;

/** What came of taking messages from a lane, or of looking after it. */
sealed interface DrainResult {

    /** How long its first message must wait at least. */
    default Duration retryAfter() {
        return Duration.ZERO;
    }

    /** Nothing waits, or another hub has it. */
    record Empty() implements DrainResult {}

    /** The message that was taken last is done with, and leaves once that is noted. */
    record Leaving(Departure departure) implements DrainResult {}

    /** The turn is over, and more may wait. */
    record More() implements DrainResult {}

    /**
     * The first message could not be delivered and waits still.
     *
     * @param reason why
     * @param asked how long RootSocket asks to wait
     * @param everyChannel whether the wait holds for all channels
     */
    record Failed(String reason, Optional<Duration> asked, boolean everyChannel) implements DrainResult {

        @Override
        public Duration retryAfter() {
            return asked.orElse(Duration.ZERO);
        }
    }

    /**
     * RootSocket takes nothing of this application; the first message waits still.
     *
     * @param reason why
     */
    record Held(String reason) implements DrainResult {}

    /**
     * The broker failed.
     *
     * @param reason why
     */
    record NoBroker(String reason) implements DrainResult {}
}
