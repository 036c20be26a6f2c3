package io.rootsocket.hub.console.pages;

import io.rootsocket.hub.hub.ScheduleControl;
import io.rootsocket.hub.schedule.timetable.PlannedOccurrence;
import io.rootsocket.hub.schedule.timetable.PlannedOccurrence.Mark;
import io.rootsocket.hub.text.Counted;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The next year of a schedule: a column for each week, a square for each day.
 *
 * @param days the squares
 * @param months where the names of the months stand
 * @param often whether it comes so often that the days are not counted
 * @param due how often it is due in that year
 */
record YearGrid(List<Day> days, List<Month> months, boolean often, int due) {

    static final int PITCH = 13;
    private static final int WEEKS = 53;

    YearGrid {
        days = List.copyOf(days);
        months = List.copyOf(months);
    }

    /**
     * A day.
     *
     * @param kind {@code due}, {@code free}, or {@code excluded} where a calendar leaves out all of its times
     * @param change whether the clocks change
     * @param title what it says, for who points at it
     */
    record Day(int x, int y, String kind, boolean change, String title) {}

    record Month(int x, String name) {}

    static YearGrid of(ScheduleControl schedules, String route, ZoneId zone, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        LocalDate first = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        LocalDate end = first.plusWeeks(WEEKS);
        Optional<Map<LocalDate, List<PlannedOccurrence>>> planned =
                planned(schedules, route, now, end.atStartOfDay(zone).toInstant());
        var days = new ArrayList<Day>();
        var months = new ArrayList<Month>();
        for (LocalDate day = today; day.isBefore(end); day = day.plusDays(1)) {
            int week = (int) ChronoUnit.WEEKS.between(first, day);
            days.add(day(day, week, planned, zone));
            if (day.getDayOfMonth() == 1 || day.equals(today) && day.getDayOfMonth() < 20) {
                months.add(new Month(week * PITCH, day.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH)));
            }
        }
        int due = planned.map(known -> (int) known.values().stream()
                        .flatMap(List::stream)
                        .filter(one -> !one.mark().isLeftOut())
                        .count())
                .orElse(0);
        return new YearGrid(days, months, planned.isEmpty(), due);
    }

    private static Optional<Map<LocalDate, List<PlannedOccurrence>>> planned(
            ScheduleControl schedules, String route, Instant from, Instant to) {
        try {
            return Optional.of(schedules.planned(from, to, Optional.of(route)).stream()
                    .collect(Collectors.groupingBy(one -> one.local().toLocalDate())));
        } catch (IllegalArgumentException tooMany) {
            return Optional.empty();
        }
    }

    private static Day day(
            LocalDate day, int week, Optional<Map<LocalDate, List<PlannedOccurrence>>> planned, ZoneId zone) {
        List<PlannedOccurrence> all =
                planned.map(known -> known.getOrDefault(day, List.of())).orElse(List.of());
        long due = all.stream().filter(one -> !one.mark().isLeftOut()).count();
        Optional<PlannedOccurrence> excluded =
                all.stream().filter(one -> one.mark() == Mark.EXCLUDED).findFirst();
        Optional<String> change = ClockChange.on(day, zone);
        String kind = planned.isEmpty() || due > 0 ? "due" : excluded.isPresent() ? "excluded" : "free";
        String what = planned.isEmpty()
                ? "due"
                : due > 0
                        ? Counted.of(due, "time")
                        : excluded.map(PlannedOccurrence::markInWords).orElse("not due");
        String title = "%s %s: %s%s"
                .formatted(
                        day.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH),
                        day,
                        what,
                        change.map(words -> "; " + words).orElse(""));
        return new Day(week * PITCH, (day.getDayOfWeek().getValue() - 1) * PITCH, kind, change.isPresent(), title);
    }
}
