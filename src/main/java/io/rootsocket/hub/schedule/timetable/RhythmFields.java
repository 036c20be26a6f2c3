package io.rootsocket.hub.schedule.timetable;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A rhythm within days, as the first three fields of cron expressions. */
final class RhythmFields {

    private RhythmFields() {}

    /**
     * @param number of units from one time to the next, which divides the next larger unit
     * @param unit {@code second}, {@code minute} or {@code hour}
     * @param from the first hour of each day; null: the whole day
     * @param to the last time of each day, which counts; null: the whole day
     * @throws IllegalArgumentException if a bound is no full hour, or the last comes before the first
     */
    static List<String> of(int number, String unit, @Nullable String from, @Nullable String to) {
        if (from == null || to == null) {
            return List.of(fields(number, unit, unit.equals("hour") && number > 1 ? "0/" + number : "*"));
        }
        int first = fullHour(from);
        int last = fullHour(to);
        if (last <= first) {
            throw new IllegalArgumentException("`%s` is not before `%s`.".formatted(from, to));
        }
        if (unit.equals("hour")) {
            return List.of("0 0 %d-%d/%d".formatted(first, last, number));
        }
        return Stream.of(fields(number, unit, first == last - 1 ? "" + first : first + "-" + (last - 1)), "0 0 " + last)
                .toList();
    }

    private static String fields(int number, String unit, String hours) {
        String step = number == 1 ? "*" : "0/" + number;
        return switch (unit) {
            case "second" -> "%s * %s".formatted(number == 60 ? "0" : step, hours);
            case "minute" -> "0 %s %s".formatted(number == 60 ? "0" : step, hours);
            default -> "0 0 %s".formatted(number == 24 ? "0" : hours);
        };
    }

    private static int fullHour(String text) {
        TimeFields time = TimeFields.one(text);
        if (time.minute() != 0 || time.second() != 0) {
            throw new IllegalArgumentException("`%s` is no full hour, as `from … to …` needs.".formatted(text));
        }
        return time.hour();
    }
}
