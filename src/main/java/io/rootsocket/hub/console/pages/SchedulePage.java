package io.rootsocket.hub.console.pages;

import io.rootsocket.hub.console.html.Page;
import io.rootsocket.hub.console.html.PageRequest;
import io.rootsocket.hub.console.html.View;
import io.rootsocket.hub.hub.ScheduleControl;
import io.rootsocket.hub.schedule.ScheduleLine;
import io.rootsocket.hub.schedule.backfill.BackfillProgress;
import io.rootsocket.hub.schedule.ledger.LedgerEntry;
import io.rootsocket.hub.schedule.timetable.PlannedOccurrence;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One schedule: its week and its year, what comes, and what became of what is past. */
record SchedulePage(ScheduleControl schedules) implements Page {

    private static final int COMING = 12;
    private static final int PAST = 50;
    private static final List<Duration> AHEAD = List.of(Duration.ofDays(2), Duration.ofDays(31), Duration.ofDays(399));

    /**
     * What the page shows.
     *
     * @param row what the list of all shows of it
     * @param words what the route says
     * @param latenessOf of how many occurrences it is told how late they were
     */
    record Schedule(
            SchedulesPage.Row row,
            String words,
            int latenessOf,
            WeekLanes week,
            String weekBefore,
            String weekAfter,
            @Nullable YearGrid year,
            List<Coming> coming,
            List<Past> past,
            List<BackfillProgress> backfills) {}

    record Coming(Instant at, String state, String tone, String note, boolean skipped, boolean skippable) {}

    /** @param key what the occurrence is known by, in the trail too */
    record Past(String key, Instant due, String outcome, String tone, String detail, String late, String who) {}

    @Override
    public String path() {
        return SchedulesPage.PATH + "/:route";
    }

    @Override
    public View show(PageRequest request) {
        String route = request.path("route");
        ScheduleLine line = schedules.lines().stream()
                .filter(one -> one.route().equals(route))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException(
                        "No route `%s` is scheduled. It may be one that is gone: the messages of it are found by its name."
                                .formatted(route)));
        LocalDate today = LocalDate.ofInstant(request.now(), line.zone());
        LocalDate from = request.query("week").map(SchedulePage::day).orElse(today.minusDays(1));
        return new View(
                "schedule",
                route,
                "schedules " + route,
                new Schedule(
                        SchedulesPage.row(line, schedules.report(), request.now()),
                        line.words(),
                        SchedulesPage.LATENESS_OF,
                        WeekLanes.of(schedules, route, line.zone(), from, request.now()),
                        from.minusDays(7).toString(),
                        from.plusDays(7).toString(),
                        request.live() ? null : YearGrid.of(schedules, route, line.zone(), request.now()),
                        coming(route, request.now()),
                        schedules.report().last(route, request.now(), PAST).stream()
                                .map(SchedulePage::past)
                                .toList(),
                        schedules.backfills().stream()
                                .filter(fill -> fill.route().equals(route))
                                .toList()));
    }

    private static LocalDate day(String text) {
        try {
            LocalDate day = LocalDate.parse(text);
            if (day.getYear() < 1970 || day.getYear() > 2999) {
                throw new IllegalArgumentException(
                        "`week=%s` is beyond the times that are known here.".formatted(text));
            }
            return day;
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "`week=%s` is not a day. It should look like 2026-12-24.".formatted(text), e);
        }
    }

    /** The next times, looked for further ahead where there are few. */
    private List<Coming> coming(String route, Instant now) {
        List<PlannedOccurrence> found = List.of();
        for (Duration ahead : AHEAD) {
            if (found.size() < COMING) {
                found = planned(route, now, ahead, found);
            }
        }
        return found.stream().limit(COMING).map(SchedulePage::coming).toList();
    }

    private List<PlannedOccurrence> planned(String route, Instant now, Duration ahead, List<PlannedOccurrence> before) {
        try {
            return schedules.planned(now.plusMillis(1), now.plus(ahead), Optional.of(route));
        } catch (IllegalArgumentException tooMany) {
            return before;
        }
    }

    private static Coming coming(PlannedOccurrence planned) {
        boolean skipped = planned.mark() == PlannedOccurrence.Mark.SKIPPED;
        String words = planned.markInWords();
        boolean out = planned.mark().isLeftOut();
        return new Coming(
                planned.at(),
                out ? words : "due",
                out ? "warn" : "faint",
                planned.movedTo() != null ? "moved to " + planned.movedTo() : out ? "" : words,
                skipped,
                !out);
    }

    private static Past past(LedgerEntry entry) {
        return new Past(
                entry.occurrence().toString(),
                entry.occurrence().scheduledAt(),
                entry.outcome().toString(),
                SchedulesPage.tone(entry),
                Optional.ofNullable(entry.detail()).orElse(""),
                entry.firedAt() == null || entry.askedBy() != null
                        ? ""
                        : SchedulesPage.lateness(
                                Duration.between(entry.occurrence().scheduledAt(), entry.firedAt())),
                Optional.ofNullable(entry.askedBy()).orElse(""));
    }
}
