package io.rootsocket.hub.alarm;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of each day, such as {@code 08:00-18:00}; or of two, such as {@code 22:00-06:00}, which belongs to the day on which
 * it begins.
 *
 * @param from when it begins
 * @param to when it ends, {@link LocalTime#MIDNIGHT} being the end of a day
 */
record DailyTimes(LocalTime from, LocalTime to) {

    static final DailyTimes WHOLE_DAY = new DailyTimes(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);

    private static final Pattern FORM =
            Pattern.compile("(\\d{1,2}):(\\d{2})\\s*(?:-|–|to|until)\\s*(\\d{1,2}):(\\d{2})");

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if it cannot be read; the message says how it should look
     */
    static DailyTimes of(String text) {
        Matcher times = FORM.matcher(text.strip());
        if (!times.matches()) {
            throw notTimes(text, null);
        }
        try {
            LocalTime from = LocalTime.of(Integer.parseInt(times.group(1)), Integer.parseInt(times.group(2)));
            int hour = Integer.parseInt(times.group(3));
            int minute = Integer.parseInt(times.group(4));
            LocalTime to = hour == 24 && minute == 0 ? LocalTime.MIDNIGHT : LocalTime.of(hour, minute);
            if (from.equals(to) && !from.equals(LocalTime.MIDNIGHT)) {
                throw new IllegalArgumentException(
                        "The option `between` is `%s`, which is no time at all. Leave it out for the whole day."
                                .formatted(text));
            }
            return new DailyTimes(from, to);
        } catch (DateTimeException e) {
            throw notTimes(text, e);
        }
    }

    private static IllegalArgumentException notTimes(String text, @Nullable Exception cause) {
        return new IllegalArgumentException(
                "The option `between` is `%s`. Write two times of day, as in 08:00-18:00, or 22:00-06:00 for a night."
                        .formatted(text),
                cause);
    }

    /** Those that begin on a day. */
    Window on(LocalDate day, ZoneId zone) {
        LocalDate end = to.isAfter(from) ? day : day.plusDays(1);
        return new Window(
                day.atTime(from).atZone(zone).toInstant(),
                end.atTime(to).atZone(zone).toInstant());
    }

    /** A time in which something is expected. */
    record Window(Instant from, Instant to) {

        Duration length() {
            return Duration.between(from, to);
        }
    }

    /** As a person writes it. */
    @Override
    public String toString() {
        return "%s-%s".formatted(from, to.equals(LocalTime.MIDNIGHT) ? "24:00" : to);
    }
}
