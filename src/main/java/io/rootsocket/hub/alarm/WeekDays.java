package io.rootsocket.hub.alarm;

import java.time.DayOfWeek;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Days of the week as a person writes them: {@code weekdays}, {@code mon-fri}, {@code sat, sun}. */
final class WeekDays {

    private WeekDays() {}

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException if they cannot be read; the message says how they should look
     */
    static Set<DayOfWeek> of(String text) {
        var days = EnumSet.noneOf(DayOfWeek.class);
        for (String part : text.toLowerCase(Locale.ROOT).strip().split("\\s*,\\s*|\\s+and\\s+")) {
            switch (part) {
                case "weekdays", "weekday", "working days" -> days.addAll(range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY));
                case "weekends", "weekend" -> days.addAll(range(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY));
                case "every day", "daily" -> days.addAll(EnumSet.allOf(DayOfWeek.class));
                default -> days.addAll(named(part, text));
            }
        }
        return days;
    }

    private static Set<DayOfWeek> named(String part, String text) {
        String[] ends = part.split("\\s*(?:-|–| to )\\s*", 2);
        DayOfWeek first = day(ends[0], text);
        return range(first, ends.length == 2 ? day(ends[1], text) : first);
    }

    /** Over the end of the week, too. */
    private static Set<DayOfWeek> range(DayOfWeek first, DayOfWeek last) {
        var days = EnumSet.of(first);
        for (DayOfWeek day = first; day != last; day = day.plus(1)) {
            days.add(day.plus(1));
        }
        return days;
    }

    private static DayOfWeek day(String name, String text) {
        Optional<DayOfWeek> known = name.length() < 2
                ? Optional.empty()
                : Arrays.stream(DayOfWeek.values())
                        .filter(day -> (day.name().toLowerCase(Locale.ROOT) + "s").startsWith(name))
                        .findFirst();
        return known.orElseThrow(() -> new IllegalArgumentException(
                "The option `days` is `%s`. Write weekdays, weekends, or names as in mon-fri or sat, sun."
                        .formatted(text)));
    }
}
