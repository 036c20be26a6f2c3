package io.rootsocket.hub.alarm;

import java.time.Duration;

/** A time as a person says it: {@code 5m}, {@code 1h 30m}, {@code 2d}. */
public final class DurationText {

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

    private static String part(long amount, String unit) {
        return amount == 0 ? "" : amount + unit + " ";
    }
}
