package io.rootsocket.hub.text;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.camel.util.TimeUtils;

/** A time as a person says it: {@code 5m}, {@code 1h 30m}, {@code 2d}; and as one writes it, without the blank. */
public final class DurationText {

    /** What is longer than that is meant as something else, and would not fit into a date. */
    private static final Pattern WRITTEN =
            Pattern.compile("(?=\\d)(\\d{1,6}d)?(\\d{1,7}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,12}ms)?");

    private DurationText() {}

    public static String of(Duration duration) {
        if (duration.toMillis() < 1_000) {
            return duration.toMillis() + "ms";
        }
        String text = part(duration.toDays(), "d")
                + part(duration.toHoursPart(), "h")
                + part(duration.toMinutesPart(), "m")
                // Nobody asks for the seconds of days.
                + (duration.toDays() > 0 ? "" : part(duration.toSecondsPart(), "s"));
        return text.strip();
    }

    /** What is meant; empty if it has no units, in which nobody thinks of milliseconds, or is no time at all. */
    public static Optional<Duration> parse(String text) {
        // Camel takes what it cannot read for no time at all.
        return WRITTEN.matcher(text).matches()
                ? Optional.of(Duration.ofMillis(TimeUtils.toMilliSeconds(text)))
                : Optional.empty();
    }

    private static String part(long amount, String unit) {
        return amount == 0 ? "" : amount + unit + " ";
    }
}
