package io.rootsocket.hub.schedule.timetable;

import java.time.DayOfWeek;
import java.time.Month;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Days as a person says them, as the last fields of a cron expression.
 *
 * @param ofMonth {@code ?} if days of the week are named
 * @param month numbers, or {@code *}
 * @param ofWeek {@code ?} if days of the month are named
 * @param year null: each
 */
record DayFields(
        String ofMonth,
        String month,
        String ofWeek,
        @Nullable String year) {

    private static final String ANY = "?";
    private static final String EACH = "*";

    private static final List<String> WEEKDAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final List<String> ORDINALS = List.of("first", "second", "third", "fourth", "fifth");

    private static final String ORDINAL = "first|second|third|fourth|fifth|last";
    private static final String NUMBER = "\\d{1,2}(?:st|nd|rd|th)?";

    private static final Pattern DATE = Pattern.compile("(\\d{4})-(\\d{2})-(\\d{2})");
    private static final Pattern OF_MONTHS = Pattern.compile("(.+?) (?:of|in) (.+)");
    private static final Pattern EACH_MONTH_ON = Pattern.compile("month on (.+)");
    private static final Pattern EACH_WEEK_ON = Pattern.compile("week on (.+)");
    private static final Pattern EACH_YEAR_ON = Pattern.compile("year on (.+)");
    private static final Pattern MONTH_FIRST = Pattern.compile("([a-z]+) (%s)".formatted(NUMBER));
    private static final Pattern NUMBER_FIRST = Pattern.compile("((?:%s and )*%s) ([a-z]+)".formatted(NUMBER, NUMBER));
    private static final Pattern NTH_DAY =
            Pattern.compile("(%s) (day|weekday|workday|working day|business day|[a-z]+)".formatted(ORDINAL));

    /**
     * @param text such as {@code every weekday}, in small letters; empty: each day
     * @throws IllegalArgumentException if it says no days
     */
    static List<DayFields> of(String text) {
        String days = withoutFillers(text);
        Matcher eachYear = EACH_YEAR_ON.matcher(days);
        if (eachYear.matches()) {
            return List.of(dayOfYear(withoutFillers(eachYear.group(1)), text));
        }
        Matcher eachMonth = EACH_MONTH_ON.matcher(days);
        if (eachMonth.matches()) {
            return inMonths(withoutFillers(eachMonth.group(1)), EACH, text);
        }
        Matcher eachWeek = EACH_WEEK_ON.matcher(days);
        if (eachWeek.matches()) {
            return List.of(ofWeek(weekdays(withoutFillers(eachWeek.group(1)), text)));
        }
        return switch (days) {
            case "", "day", "days", "daily" -> List.of(new DayFields(EACH, EACH, ANY, null));
            case "weekday",
                    "weekdays",
                    "workday",
                    "workdays",
                    "working day",
                    "working days",
                    "business day",
                    "business days" -> List.of(ofWeek("MON-FRI"));
            case "weekend", "weekends", "weekend day", "weekend days" -> List.of(ofWeek("SAT,SUN"));
            default -> others(days, text);
        };
    }

    private static List<DayFields> others(String days, String text) {
        Matcher date = DATE.matcher(days);
        if (date.matches()) {
            return List.of(new DayFields(number(date.group(3)), number(date.group(2)), ANY, date.group(1)));
        }
        Matcher ofMonths = OF_MONTHS.matcher(days);
        if (ofMonths.matches() && !isDayOfYear(days)) {
            return inMonths(
                    withoutFillers(ofMonths.group(1)), months(ofMonths.group(2), ofMonths.group(1), text), text);
        }
        return isDayOfYear(days) ? List.of(dayOfYear(days, text)) : List.of(ofWeek(weekdays(days, text)));
    }

    private static String withoutFillers(String text) {
        return text.strip()
                .replaceFirst("^(?:(?:on|every|each|the|only) )+", "")
                .replaceFirst("^(?:on|every|each)$", "");
    }

    private static DayFields ofWeek(String days) {
        return new DayFields(ANY, EACH, days, null);
    }

    private static boolean isDayOfYear(String days) {
        return yearly(days).isPresent();
    }

    private static DayFields dayOfYear(String days, String text) {
        return yearly(days).orElseThrow(() -> unknown(days, text));
    }

    private static Optional<DayFields> yearly(String days) {
        String plain = days.replace(" of ", " ");
        Matcher numberFirst = NUMBER_FIRST.matcher(plain);
        Matcher monthFirst = MONTH_FIRST.matcher(plain);
        if (numberFirst.matches()) {
            return month(numberFirst.group(2))
                    .map(month -> new DayFields(numbers(numberFirst.group(1)), month, ANY, null));
        }
        return monthFirst.matches()
                ? month(monthFirst.group(1)).map(month -> new DayFields(number(monthFirst.group(2)), month, ANY, null))
                : Optional.empty();
    }

    /** Days that are counted within their month. */
    private static List<DayFields> inMonths(String days, String months, String text) {
        var fields = new ArrayList<DayFields>();
        var numbers = new ArrayList<String>();
        for (String day : days.split(" and ")) {
            String plain = withoutFillers(day).replaceFirst(" day$", "").strip();
            if (plain.matches(NUMBER)) {
                numbers.add(number(plain));
            } else {
                fields.add(nth(withoutFillers(day), months, text));
            }
        }
        if (!numbers.isEmpty()) {
            fields.add(new DayFields(String.join(",", numbers), months, ANY, null));
        }
        return fields;
    }

    private static DayFields nth(String day, String months, String text) {
        Matcher nth = NTH_DAY.matcher(day);
        if (!nth.matches()) {
            throw unknown(day, text);
        }
        boolean last = nth.group(1).equals("last");
        int number = ORDINALS.indexOf(nth.group(1)) + 1;
        String what = nth.group(2);
        if (what.equals("day")) {
            return new DayFields(last ? "L" : String.valueOf(number), months, ANY, null);
        }
        if (what.endsWith("day") && weekday(what).isEmpty()) {
            if (!last && number != 1) {
                throw new IllegalArgumentException(
                        "`%s`: only the first and the last working day of a month can be said.".formatted(text));
            }
            return new DayFields(last ? "LW" : "1W", months, ANY, null);
        }
        int weekday = weekday(what).orElseThrow(() -> unknown(what, text));
        return new DayFields(ANY, months, last ? weekday + "L" : weekday + "#" + number, null);
    }

    private static String months(String months, String day, String text) {
        String plain = withoutFillers(months);
        boolean last = day.contains("last");
        return switch (plain) {
            case "month", "months" -> EACH;
            case "quarter" -> last ? "3,6,9,12" : "1,4,7,10";
            case "year" -> last ? "12" : "1";
            default ->
                Arrays.stream(plain.split(" and "))
                        .map(month -> month(month.strip()).orElseThrow(() -> unknown(month, text)))
                        .collect(Collectors.joining(","));
        };
    }

    private static String weekdays(String days, String text) {
        return Arrays.stream(days.split(" and "))
                .map(DayFields::withoutFillers)
                .map(day -> range(day, text))
                .collect(Collectors.joining(","));
    }

    private static String range(String days, String text) {
        String[] ends = days.split(" to | until | ?- ?", 2);
        return Arrays.stream(ends)
                .map(day -> weekday(day.strip()).orElseThrow(() -> unknown(days, text)))
                .map(day -> WEEKDAYS.get(day - 1).toUpperCase(Locale.ROOT))
                .collect(Collectors.joining("-"));
    }

    /** Quartz's number: Sunday is 1. */
    private static Optional<Integer> weekday(String name) {
        return IntStream.range(0, WEEKDAYS.size())
                .filter(day -> DayOfWeek.of((day + 6) % 7 + 1)
                                .name()
                                .toLowerCase(Locale.ROOT)
                                .equals(singular(name))
                        || WEEKDAYS.get(day).equals(singular(name)))
                .mapToObj(day -> day + 1)
                .findFirst();
    }

    private static Optional<String> month(String name) {
        return IntStream.range(0, MONTHS.size())
                .filter(month ->
                        Month.of(month + 1).name().toLowerCase(Locale.ROOT).equals(name)
                                || MONTHS.get(month).equals(name))
                .mapToObj(month -> String.valueOf(month + 1))
                .findFirst();
    }

    private static String singular(String day) {
        return day.replaceFirst("s$", "");
    }

    private static String numbers(String days) {
        return Arrays.stream(days.split(" and ")).map(DayFields::number).collect(Collectors.joining(","));
    }

    private static String number(String digits) {
        return String.valueOf(Integer.parseInt(digits.replaceAll("\\D", "")));
    }

    private static IllegalArgumentException unknown(String days, String text) {
        return new IllegalArgumentException(
                "`%s` says no days%s.".formatted(days, days.equals(text) ? "" : " in `" + text + "`"));
    }

    /** For example {@code ? * MON-FRI}. */
    @Override
    public String toString() {
        return ofMonth + " " + month + " " + ofWeek + (year == null ? "" : " " + year);
    }
}
