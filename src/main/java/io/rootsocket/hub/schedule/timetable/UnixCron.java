package io.rootsocket.hub.schedule.timetable;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a cron expression means that was written for another cron than Quartz: five fields without the second, days of the
 * week counted from Sunday as 0, where Quartz counts from 1. Days come out by their names, which mean the same everywhere.
 */
final class UnixCron {

    private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN");
    /** Not a step after {@code /}, and not a week after {@code #}. */
    private static final Pattern DAY = Pattern.compile("(?<![\\w/#])([0-7])(?=$|[,/#L-])");

    private UnixCron() {}

    /**
     * The fields for Quartz.
     *
     * @param fields five, or six with the second first
     * @return empty if both a day of the month and a day of the week are named: Unix means either, Quartz can say only one
     */
    static Optional<List<String>> forQuartz(List<String> fields) {
        int first = fields.size() == 5 ? 0 : 1;
        String second = first == 0 ? "0" : fields.get(0);
        String month = fields.get(first + 2);
        String dayOfMonth = month.equals("?") ? "*" : month;
        String dayOfWeek = isAny(fields.get(first + 4)) ? "*" : named(fields.get(first + 4));
        if (!isAny(dayOfMonth) && !isAny(dayOfWeek)) {
            return Optional.empty();
        }
        return Optional.of(List.of(
                second,
                fields.get(first),
                fields.get(first + 1),
                isAny(dayOfWeek) ? dayOfMonth : "?",
                fields.get(first + 3),
                isAny(dayOfWeek) ? "?" : dayOfWeek));
    }

    private static boolean isAny(String field) {
        return field.equals("*") || field.equals("?");
    }

    private static String named(String days) {
        return DAY.matcher(days).replaceAll(found -> Matcher.quoteReplacement(day(found.group(1), days, found.end())));
    }

    /** Quartz knows the last Friday as {@code 6L} only. */
    private static String day(String digit, String days, int end) {
        int number = Integer.parseInt(digit);
        boolean last = end < days.length() && days.charAt(end) == 'L';
        return last ? String.valueOf(number % 7 + 1) : DAYS.get(number);
    }
}
