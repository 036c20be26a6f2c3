package io.rootsocket.hub.console.api;

import java.time.Instant;

/**
 * A time from and a time until before, for questions.
 *
 * @param from the first moment of it
 * @param to the first moment after it
 */
public record TimeRange(Instant from, Instant to) {

    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    /**
     * @throws IllegalArgumentException if it ends before it begins, or a time is beyond what calendars and databases know
     */
    public TimeRange {
        possible(from);
        possible(to);
        if (from.isAfter(to)) {
            throw new IllegalArgumentException("`from` (%s) is after `to` (%s).".formatted(from, to));
        }
    }

    static Instant possible(Instant time) {
        if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
            throw new IllegalArgumentException(
                    "`%s` is beyond the times that are known here, %s to %s.".formatted(time, EARLIEST, LATEST));
        }
        return time;
    }
}
