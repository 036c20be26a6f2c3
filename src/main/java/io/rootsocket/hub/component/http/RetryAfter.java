package io.rootsocket.hub.component.http;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Reads {@code Retry-After}, which is either a number of seconds or a date. */
public final class RetryAfter {

    /** Who answers may be ill, or not RootSocket: by one answer it would silence a channel for as long as it likes. */
    static final Duration MAX_WAIT = Duration.ofMinutes(5);

    private RetryAfter() {}

    /** How long to wait, never negative and at most {@link #MAX_WAIT}; empty if the text is neither of the two forms. */
    public static Optional<Duration> parse(String text, Clock clock) {
        String value = text.strip();
        boolean seconds = !value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9');
        try {
            Duration asked = seconds ? Duration.ofSeconds(Long.parseLong(value)) : until(value, clock);
            return Optional.of(asked.compareTo(MAX_WAIT) > 0 ? MAX_WAIT : asked);
        } catch (NumberFormatException | DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    private static Duration until(String date, Clock clock) {
        var at = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        var wait = Duration.between(clock.instant(), at);
        return wait.isNegative() ? Duration.ZERO : wait;
    }
}
