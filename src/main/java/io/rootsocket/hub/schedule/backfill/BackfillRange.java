package io.rootsocket.hub.schedule.backfill;

import java.time.Duration;
import java.time.Instant;

/**
 * Which past occurrences a person wants run, and how fast.
 *
 * @param from those due from then on
 * @param to until before then
 * @param every how long to wait from the beginning of one to that of the next
 */
public record BackfillRange(Instant from, Instant to, Duration every) {

    public static final Duration DEFAULT_PACE = Duration.ofSeconds(1);

    private static final Duration FASTEST = Duration.ofMillis(100);
    private static final Duration SLOWEST = Duration.ofHours(24);
    private static final Duration MAX_RANGE = Duration.ofDays(400);

    /** @throws IllegalArgumentException if it is none; the message says why */
    public BackfillRange {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("`from` (%s) is not before `to` (%s).".formatted(from, to));
        }
        if (Duration.between(from, to).compareTo(MAX_RANGE) > 0) {
            throw new IllegalArgumentException("The range is longer than 400 days. Ask for a shorter one.");
        }
        if (every.compareTo(FASTEST) < 0 || every.compareTo(SLOWEST) > 0) {
            throw new IllegalArgumentException("`every` must be from 100ms to 24h.");
        }
    }
}
