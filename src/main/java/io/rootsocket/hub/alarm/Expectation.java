package io.rootsocket.hub.alarm;

import io.rootsocket.hub.alarm.DailyTimes.Window;
import io.rootsocket.hub.text.DurationText;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How often something must come through. A pure calculation. Immutable.
 *
 * <p>Time counts only while something is expected, and begins anew whenever such a time begins: what was silent at night is
 * no silence in the morning. An interval that is longer than such a time means: at least once in each.
 *
 * @param every at least so often
 * @param times at which times of the day
 * @param zone where these are read
 * @param days on which days of the week
 * @param excluded days on which nothing is expected
 * @param only the only days on which something is expected; null: all but the excluded ones
 */
record Expectation(
        Duration every,
        DailyTimes times,
        ZoneId zone,
        Set<DayOfWeek> days,
        SortedSet<LocalDate> excluded,
        @Nullable SortedSet<LocalDate> only) {

    /** Further ahead nothing is looked for. */
    private static final int MAX_DAYS = 800;

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    /**
     * @throws IllegalArgumentException if the interval is none
     */
    Expectation {
        if (every.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("The option `every` must be at least 1s, as in 15m or 1h.");
        }
        days = days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : EnumSet.copyOf(days);
    }

    /** Something at least so often, at any time. */
    static Expectation every(Duration every, ZoneId zone) {
        return new Expectation(
                every, DailyTimes.WHOLE_DAY, zone, EnumSet.allOf(DayOfWeek.class), new TreeSet<>(), null);
    }

    /** Until when something must come through if the last was then; empty if nothing is expected any more. */
    Optional<Instant> deadline(Instant last) {
        if (isAlways()) {
            return Optional.of(last.plus(every));
        }
        LocalDate day = LocalDate.ofInstant(last, zone).minusDays(1);
        LocalDate end = day.plusDays(MAX_DAYS);
        while (day.isBefore(end)) {
            if (!counts(day)) {
                day = day.plusDays(1);
                continue;
            }
            Window window = times.on(day, zone);
            day = day.plusDays(1);
            // Days that follow each other without a gap are one time.
            while (day.isBefore(end)
                    && counts(day)
                    && !times.on(day, zone).from().isAfter(window.to())) {
                window = new Window(window.from(), times.on(day, zone).to());
                day = day.plusDays(1);
            }
            Optional<Instant> due = deadline(last, window);
            if (due.isPresent()) {
                return due;
            }
        }
        return Optional.empty();
    }

    private Optional<Instant> deadline(Instant last, Window window) {
        if (!window.to().isAfter(last)) {
            return Optional.empty();
        }
        if (every.compareTo(window.length()) >= 0) {
            return last.isAfter(window.from()) ? Optional.empty() : Optional.of(window.to());
        }
        Instant begin = last.isAfter(window.from()) ? last : window.from();
        Instant due = begin.plus(every);
        return due.isAfter(window.to()) ? Optional.empty() : Optional.of(due);
    }

    /** Whether something is expected at that time of that day. */
    boolean isOpen(Instant at) {
        LocalDate day = LocalDate.ofInstant(at, zone);
        return isOpen(day, at) || isOpen(day.minusDays(1), at);
    }

    private boolean isOpen(LocalDate day, Instant at) {
        Window window = times.on(day, zone);
        return counts(day) && !at.isBefore(window.from()) && at.isBefore(window.to());
    }

    private boolean isAlways() {
        return times.equals(DailyTimes.WHOLE_DAY) && days.size() == 7 && excluded.isEmpty() && only == null;
    }

    private boolean counts(LocalDate day) {
        return days.contains(day.getDayOfWeek()) && !excluded.contains(day) && (only == null || only.contains(day));
    }

    /** What it asks, without the days of its calendars: {@code every 1h, between 08:00-18:00, on MON, TUE}. */
    @Override
    public String toString() {
        return "every %s%s%s%s"
                .formatted(
                        DurationText.of(every),
                        times.equals(DailyTimes.WHOLE_DAY) ? "" : ", between " + times,
                        days.size() == 7
                                ? ""
                                : days.stream()
                                        .map(day -> day.name().substring(0, 3).toLowerCase(Locale.ROOT))
                                        .collect(Collectors.joining(", ", ", on ", "")),
                        isAlways() ? "" : " in " + zone);
    }
}
