package io.rootsocket.hub.schedule.timetable;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A time of day as a person says it, as the first three fields of a cron expression. */
record TimeFields(int hour, int minute, int second) {

    private static final Pattern TIME =
            Pattern.compile("(\\d{1,2})(?:[:.](\\d{2}))?(?:[:.](\\d{2}))? ?(am|pm|h|o'clock)?");

    /**
     * @param text such as {@code 9:00 and 5 pm}, in small letters
     * @throws IllegalArgumentException if one of them is no time
     */
    static List<TimeFields> of(String text) {
        return Stream.of(text.split(" and ")).map(TimeFields::one).toList();
    }

    static TimeFields one(String text) {
        String time = text.strip();
        if (time.equals("noon")) {
            return new TimeFields(12, 0, 0);
        }
        if (time.equals("midnight")) {
            return new TimeFields(0, 0, 0);
        }
        Matcher read = TIME.matcher(time);
        if (!read.matches()) {
            throw new IllegalArgumentException("`%s` is no time of day.".formatted(time));
        }
        int hour = hour(time, Integer.parseInt(read.group(1)), read.group(4));
        int minute = number(read.group(2));
        int second = number(read.group(3));
        if (hour > 23 || minute > 59 || second > 59) {
            throw new IllegalArgumentException("`%s` is no time of day.".formatted(time));
        }
        return new TimeFields(hour, minute, second);
    }

    private static int hour(String time, int hour, @Nullable String half) {
        boolean afternoon = "pm".equals(half);
        if (!afternoon && !"am".equals(half)) {
            return hour;
        }
        if (hour < 1 || hour > 12) {
            throw new IllegalArgumentException("`%s` is no time of day.".formatted(time));
        }
        return hour % 12 + (afternoon ? 12 : 0);
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    /** For example {@code 0 15 9}. */
    @Override
    public String toString() {
        return second + " " + minute + " " + hour;
    }
}
