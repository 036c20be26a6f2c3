package io.rootsocket.hub.text;

import java.time.Duration;
import java.time.Instant;

/** How far away a time is, in the words of each screen and page: {@code in 5 min}, {@code 2 h ago}, {@code now}. */
public final class RelativeTime {

    private static final Duration MINUTES = Duration.ofMinutes(2);
    private static final Duration HOURS = Duration.ofHours(2);
    private static final Duration DAYS = Duration.ofHours(48);

    private RelativeTime() {}

    public static String of(Instant instant, Instant now) {
        // What is due at the full second is still a second away a moment before.
        Duration wait =
                Duration.ofSeconds(Math.round(Duration.between(now, instant).toMillis() / 1_000.0));
        if (wait.isZero()) {
            return "now";
        }
        return wait.isNegative() ? length(wait.negated()) + " ago" : "in " + length(wait);
    }

    /** About how long, in one unit. */
    public static String length(Duration time) {
        if (time.compareTo(MINUTES) < 0) {
            return time.toSeconds() + " s";
        }
        if (time.compareTo(HOURS) < 0) {
            return time.toMinutes() + " min";
        }
        return time.compareTo(DAYS) < 0 ? time.toHours() + " h" : time.toDays() + " days";
    }
}
