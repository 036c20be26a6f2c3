package io.rootsocket.hub.console.pages;

import io.rootsocket.hub.console.pages.DayLane.Mark;
import io.rootsocket.hub.console.pages.DayLane.Tick;
import io.rootsocket.hub.hub.ScheduleControl;
import io.rootsocket.hub.schedule.ledger.LedgerReport.Tally;
import io.rootsocket.hub.schedule.timetable.PlannedOccurrence;
import io.rootsocket.hub.text.Counted;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Seven days of a schedule by the clock on the wall, a lane for each day.
 *
 * @param from the first day
 * @param days with what happened and what is planned, and what a calendar or the clocks do that day
 * @param ticks the hours
 */
record WeekLanes(LocalDate from, List<Day> days, List<Tick> ticks) {

    private static final int DAYS = 7;
    private static final Duration STEP = Duration.ofMinutes(15);
    private static final double SECONDS_OF_DAY = 86_400.0;
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);

    WeekLanes {
        days = List.copyOf(days);
        ticks = List.copyOf(ticks);
    }

    /**
     * A day.
     *
     * @param note what is special about it; empty if nothing is
     * @param today whether it is today
     * @param now where the time is now, in percent; empty on other days
     */
    record Day(DayLane lane, String note, boolean today, String now) {}

    static WeekLanes of(ScheduleControl schedules, String route, ZoneId zone, LocalDate from, Instant now) {
        List<Day> days = IntStream.range(0, DAYS)
                .mapToObj(day -> day(schedules, route, zone, from.plusDays(day), now))
                .toList();
        List<Tick> hours = IntStream.range(1, 8)
                .mapToObj(step -> Tick.at(step * 12.5, "%02d:00".formatted(step * 3), step % 2 == 0))
                .toList();
        return new WeekLanes(from, days, hours);
    }

    private static Day day(ScheduleControl schedules, String route, ZoneId zone, LocalDate day, Instant now) {
        Instant begin = day.atStartOfDay(zone).toInstant();
        Instant end = day.plusDays(1).atStartOfDay(zone).toInstant();
        ToDoubleFunction<Instant> wall =
                at -> 100 * at.atZone(zone).toLocalTime().toSecondOfDay() / SECONDS_OF_DAY;
        Instant split = now.isBefore(begin) ? begin : now.isAfter(end) ? end : now;
        List<Tally> past =
                begin.equals(split) ? List.of() : schedules.report().tallies(begin, split, STEP, Optional.of(route));
        List<PlannedOccurrence> coming =
                split.equals(end) ? List.of() : schedules.planned(split, end, Optional.of(route));
        boolean today = !now.isBefore(begin) && now.isBefore(end);
        return new Day(
                new DayLane(
                        day.toString(), NAME.format(day), marks(past, coming, wall, zone), summary(day, past, coming)),
                note(zone, day, coming),
                today,
                today ? Tick.at(wall.applyAsDouble(now), "", true).x() : "");
    }

    /** What comes often is a band for each quarter of an hour. */
    private static List<Mark> marks(
            List<Tally> past, List<PlannedOccurrence> coming, ToDoubleFunction<Instant> wall, ZoneId zone) {
        var marks = new ArrayList<Mark>();
        past.forEach(tally -> marks.add(Mark.of(tally, wall, zone)));
        if (coming.size() > 200) {
            Instant first = coming.get(0).at();
            Instant last = coming.get(coming.size() - 1).at();
            marks.add(Mark.of(
                    "coming",
                    wall.applyAsDouble(first),
                    wall.applyAsDouble(last) - wall.applyAsDouble(first),
                    Counted.of(coming.size(), "time")));
        } else {
            coming.forEach(planned -> marks.add(Mark.of(planned, wall, 100)));
        }
        return marks;
    }

    private static String summary(LocalDate day, List<Tally> past, List<PlannedOccurrence> coming) {
        long was = past.stream().mapToLong(Tally::count).sum();
        long bad = past.stream()
                .filter(tally -> tally.outcome().isBad())
                .mapToLong(Tally::count)
                .sum();
        long comes =
                coming.stream().filter(planned -> !planned.mark().isLeftOut()).count();
        return "%s: %d past, of which %d went wrong, %d coming".formatted(NAME.format(day), was, bad, comes);
    }

    private static String note(ZoneId zone, LocalDate day, List<PlannedOccurrence> coming) {
        var notes = new ArrayList<String>();
        ClockChange.on(day, zone).ifPresent(notes::add);
        coming.stream()
                .filter(planned -> planned.mark() == PlannedOccurrence.Mark.EXCLUDED)
                .findFirst()
                .map(planned ->
                        planned.markInWords() + (planned.movedTo() == null ? "" : ", moved to " + planned.movedTo()))
                .ifPresent(notes::add);
        return String.join("; ", notes);
    }
}
