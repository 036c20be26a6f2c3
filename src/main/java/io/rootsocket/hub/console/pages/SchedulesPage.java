package io.rootsocket.hub.console.pages;

import io.rootsocket.hub.console.html.Page;
import io.rootsocket.hub.console.html.PageRequest;
import io.rootsocket.hub.console.html.View;
import io.rootsocket.hub.console.pages.DayLane.Mark;
import io.rootsocket.hub.hub.ScheduleControl;
import io.rootsocket.hub.schedule.ScheduleLine;
import io.rootsocket.hub.schedule.backfill.BackfillProgress;
import io.rootsocket.hub.schedule.ledger.LedgerEntry;
import io.rootsocket.hub.schedule.ledger.LedgerReport;
import io.rootsocket.hub.text.TimeText;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All schedules: when, what became of the last times, and what can be done about one or many. */
record SchedulesPage(ScheduleControl schedules) implements Page {

    static final String PATH = "/schedules";
    static final int TICKS = 20;
    /** Of so many occurrences it is told how late nearly all of them were. */
    static final int LATENESS_OF = 200;

    private static final int ON_A_PAGE = 100;

    /**
     * What the page shows.
     *
     * @param query what is searched for
     * @param found how many schedules have it
     */
    record Schedules(
            String query, int all, int found, int page, int pages, List<Row> rows, List<BackfillProgress> backfills) {}

    /** A schedule. */
    record Row(
            String route,
            String inWords,
            ZoneId zone,
            @Nullable Instant next,
            boolean paused,
            @Nullable Last last,
            List<Mark> ticks,
            String summary,
            @Nullable String lateness) {}

    /** What became of the last occurrence. */
    record Last(String outcome, String tone, Instant due, String detail) {

        static Last of(LedgerEntry entry) {
            return new Last(
                    entry.outcome().toString(),
                    SchedulesPage.tone(entry),
                    entry.occurrence().scheduledAt(),
                    Optional.ofNullable(entry.detail()).orElse(""));
        }
    }

    static String tone(LedgerEntry entry) {
        return entry.outcome().isBad() ? "bad" : entry.outcome().isGood() ? "good" : "warn";
    }

    @Override
    public String path() {
        return PATH;
    }

    @Override
    public Optional<String> name() {
        return Optional.of("Schedules");
    }

    @Override
    public View show(PageRequest request) {
        String query = request.query("q").orElse("");
        List<ScheduleLine> all = schedules.lines();
        List<ScheduleLine> found = all.stream()
                .filter(line -> has(line, query.toLowerCase(Locale.ROOT)))
                .sorted(Comparator.comparing(ScheduleLine::route))
                .toList();
        int pages = Math.max(1, (found.size() + ON_A_PAGE - 1) / ON_A_PAGE);
        int page = request.number("page", 1, 1, pages);
        LedgerReport report = schedules.report();
        List<Row> rows = found.stream()
                .skip((page - 1L) * ON_A_PAGE)
                .limit(ON_A_PAGE)
                .map(line -> row(line, report, request.now()))
                .toList();
        return new View(
                "schedules",
                "Schedules",
                "schedules",
                new Schedules(query, all.size(), found.size(), page, pages, rows, schedules.backfills()));
    }

    private static boolean has(ScheduleLine line, String query) {
        return "%s\n%s\n%s\n%s"
                .formatted(line.route(), line.inWords(), line.words(), line.zone())
                .toLowerCase(Locale.ROOT)
                .contains(query);
    }

    static Row row(ScheduleLine line, LedgerReport report, Instant now) {
        List<LedgerEntry> last = report.last(line.route(), now, TICKS);
        return new Row(
                line.route(),
                line.inWords(),
                line.zone(),
                line.next(),
                line.paused(),
                last.isEmpty() ? null : Last.of(last.get(0)),
                ticks(last, line.zone()),
                summary(last),
                report.lateness(line.route(), LATENESS_OF, 0.99)
                        .map(SchedulesPage::lateness)
                        .orElse(null));
    }

    /** In pixels: the latest at the right. */
    private static List<Mark> ticks(List<LedgerEntry> last, ZoneId zone) {
        var ticks = new ArrayList<Mark>();
        for (int i = last.size() - 1; i >= 0; i--) {
            LedgerEntry entry = last.get(i);
            ticks.add(new Mark(
                    entry.outcome().toString(),
                    String.valueOf(8 * (TICKS - i) - 3),
                    "",
                    "%s %s%s"
                            .formatted(
                                    TimeText.of(entry.occurrence().scheduledAt(), zone),
                                    entry.outcome(),
                                    entry.detail() == null ? "" : ": " + entry.detail())));
        }
        return ticks;
    }

    private static String summary(List<LedgerEntry> last) {
        Map<String, Long> counts = last.stream()
                .map(entry -> entry.outcome().toString())
                .collect(Collectors.groupingBy(Function.identity(), java.util.TreeMap::new, Collectors.counting()));
        return counts.isEmpty()
                ? "no outcome yet"
                : "The last %d: %s"
                        .formatted(
                                last.size(),
                                counts.entrySet().stream()
                                        .map(count -> count.getValue() + " " + count.getKey())
                                        .collect(Collectors.joining(", ")));
    }

    /** {@code 12 ms}, {@code 3.4 s}, {@code 2 min}. */
    static String lateness(Duration late) {
        long millis = Math.max(0, late.toMillis());
        if (millis < 1_000) {
            return millis + " ms";
        }
        return millis < 120_000
                ? String.format(Locale.ROOT, "%.1f s", millis / 1_000.0)
                : io.rootsocket.hub.text.RelativeTime.length(late);
    }

    @Override
    public List<Act> acts() {
        var actions = new ScheduleActions(schedules);
        return List.of(
                new Act(PATH, (request, form) -> actions.perform(form.required("act"), form.all("route"), form)),
                new Act(
                        PATH + "/:route",
                        (request, form) ->
                                actions.perform(form.required("act"), List.of(request.path("route")), form)));
    }
}
