package io.rootsocket.hub.outbox;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * How the outbox delivers. Immutable.
 *
 * @param concurrency how many messages are on their way at once, each of another channel; 1 or more
 * @param firstRetry the wait after a first failure; each further one doubles it
 * @param longestRetry the longest wait between two attempts
 * @param maxAttempts after how many attempts a message becomes a dead letter; empty: never
 * @param ratePerSecond the most messages per second for each key; empty: as many as possible
 * @param maxMessages how many messages may wait before no more are taken; 1 or more
 * @param maxDeadLetterBytes how many bytes of dead letters may be kept before no more messages are taken; 1 or more
 * @param maxDiskUsage how full the embedded broker's disk may be, in per cent, before no more are taken; 1 to 100
 * @param deduplicationWindow how many keys of each channel are remembered; 1 or more
 */
public record OutboxSettings(
        int concurrency,
        Duration firstRetry,
        Duration longestRetry,
        OptionalInt maxAttempts,
        OptionalInt ratePerSecond,
        long maxMessages,
        long maxDeadLetterBytes,
        int maxDiskUsage,
        int deduplicationWindow) {

    /** What suits most. */
    public static final OutboxSettings DEFAULTS = new OutboxSettings(
            64,
            Duration.ofMillis(500),
            Duration.ofSeconds(30),
            OptionalInt.empty(),
            OptionalInt.empty(),
            5_000_000,
            1_000_000_000,
            90,
            20_000);
}
