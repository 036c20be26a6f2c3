package io.rootsocket.hub.schedule.timetable;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * When something is due, as a person says it: {@code every weekday at 09:15}, {@code last day of the month at 10:00}, {@code
 * every 15 minutes from 9 to 17 on weekdays}; several with a semicolon between them. Read to the cron expressions that say
 * the same, or to an interval. Immutable.
 *
 * @param crons Quartz's cron expressions; empty if it is an interval
 * @param every the interval; zero if there are cron expressions
 */
public record WhenText(List<String> crons, Duration every) {

    private static final int MAX_LENGTH = 1_000;

    private static final List<String> NUMBERS =
            List.of("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve");
    private static final Pattern INTERVAL = Pattern.compile(
            "(?:every )?(?<number>\\d{1,5})? ?(?<unit>second|minute|hour)s?(?<rest>(?: (?:from|between|on) .*)?)");
    private static final Pattern SPAN = Pattern.compile(
            "(?: (?:from|between) (?<from>.+?) (?:to|and|until) (?<to>\\S+(?: [ap]m)?))?(?: on (?<days>.+))?");

    private static final String ADVICE =
            "Write it like `every weekday at 09:15`, `monday and thursday at 9:00 and 17:00`, `last day of the month at"
                    + " 10:00`, `first monday of the month at 09:00`, `24 december at 18:00`, `2026-12-24 at 18:00`, `every 15"
                    + " minutes` or `every hour from 9 to 17 on weekdays`; or use `cron`.";

    public WhenText {
        crons = List.copyOf(crons);
    }

    /** What a person may write. */
    public static String advice() {
        return ADVICE;
    }

    /** @throws IllegalArgumentException if it says no times that can be read; the message says at which words */
    public static WhenText of(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "It has %d characters, and at most %d are read.".formatted(text.length(), MAX_LENGTH));
        }
        List<WhenText> parts = Stream.of(text.split(";"))
                .map(WhenText::plain)
                .filter(part -> !part.isEmpty())
                .map(WhenText::part)
                .toList();
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("It says nothing.");
        }
        if (parts.size() > 1 && parts.stream().anyMatch(part -> part.crons.isEmpty())) {
            throw new IllegalArgumentException("An interval that does not divide an hour or a day stands alone.");
        }
        return new WhenText(
                parts.stream().flatMap(part -> part.crons.stream()).distinct().toList(), parts.get(0).every);
    }

    /** The same words on one line, as people are shown them. */
    public static String asWritten(String text) {
        return text.replace('+', ' ').replaceAll("\\s+", " ").strip();
    }

    /** Small, with single spaces, and without the words that add nothing. */
    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT)
                // In a URI, + stands for a space.
                .replace('+', ' ')
                .replaceAll("\\s*,\\s*(?:and )?", " and ")
                .replaceAll("\\s+", " ")
                .strip()
                .transform(WhenText::withDigits)
                .replaceFirst("^hourly$", "every hour")
                .replaceFirst("^at (.+?) ((?:on|every|each) .+)$", "$2 at $1");
    }

    /** {@code every two hours} is every 2 hours; days are counted by other words. */
    private static String withDigits(String text) {
        String digits = text;
        for (int number = 0; number < NUMBERS.size(); number++) {
            digits = digits.replaceAll(
                    "\\b%s (?=seconds|minutes|hours)".formatted(NUMBERS.get(number)), number + 2 + " ");
        }
        return digits;
    }

    private static WhenText part(String text) {
        Matcher interval = INTERVAL.matcher(text);
        if (interval.matches()) {
            return interval(text, interval);
        }
        int at = text.lastIndexOf(" at ");
        if (at < 0 && !text.startsWith("at ")) {
            throw new IllegalArgumentException(
                    "`%s` says no time of day: add one, such as `at 09:00`.".formatted(text));
        }
        String days = at < 0 ? "" : text.substring(0, at);
        List<DayFields> on = DayFields.of(days);
        var crons = new ArrayList<String>();
        for (TimeFields time : TimeFields.of(text.substring(at < 0 ? 3 : at + 4))) {
            on.forEach(day -> crons.add(time + " " + day));
        }
        return new WhenText(crons, Duration.ZERO);
    }

    private static WhenText interval(String text, Matcher interval) {
        int number = interval.group("number") == null ? 1 : Integer.parseInt(interval.group("number"));
        String unit = interval.group("unit");
        String rest = interval.group("rest");
        if (number == 0) {
            throw new IllegalArgumentException("`%s` has no length.".formatted(text));
        }
        Matcher span = SPAN.matcher(rest);
        if (!span.matches()) {
            throw new IllegalArgumentException("`%s` cannot be read after `%s`.".formatted(rest.strip(), unit));
        }
        boolean divides = (unit.equals("hour") ? 24 : 60) % number == 0;
        if (!divides) {
            if (!rest.isEmpty()) {
                throw new IllegalArgumentException(
                        "`%s`: within a day, only what divides %s can be said.".formatted(text, whole(unit)));
            }
            return new WhenText(List.of(), Duration.of(number, unitOf(unit)));
        }
        List<DayFields> days = DayFields.of(span.group("days") == null ? "" : span.group("days"));
        return new WhenText(
                RhythmFields.of(number, unit, span.group("from"), span.group("to")).stream()
                        .flatMap(time -> days.stream().map(day -> time + " " + day))
                        .toList(),
                Duration.ZERO);
    }

    private static String whole(String unit) {
        return unit.equals("hour") ? "a day" : unit.equals("minute") ? "an hour" : "a minute";
    }

    private static ChronoUnit unitOf(String unit) {
        return switch (unit) {
            case "second" -> ChronoUnit.SECONDS;
            case "minute" -> ChronoUnit.MINUTES;
            default -> ChronoUnit.HOURS;
        };
    }
}
