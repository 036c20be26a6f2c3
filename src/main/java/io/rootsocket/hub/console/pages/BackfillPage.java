package io.rootsocket.hub.console.pages;

import io.rootsocket.hub.console.html.Form;
import io.rootsocket.hub.console.html.Page;
import io.rootsocket.hub.console.html.PageRequest;
import io.rootsocket.hub.console.html.View;
import io.rootsocket.hub.hub.ScheduleControl;
import io.rootsocket.hub.schedule.ScheduleLine;
import io.rootsocket.hub.schedule.backfill.BackfillPlan;
import io.rootsocket.hub.schedule.backfill.BackfillRange;
import io.rootsocket.hub.text.Counted;
import io.rootsocket.hub.text.DurationText;
import io.rootsocket.hub.text.RelativeTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Has schedules run for past times at which they did not: first it says what would run, then it does it. */
record BackfillPage(ScheduleControl schedules) implements Page {

    static final String PATH = "/backfill";

    /**
     * What the page shows.
     *
     * @param chosen what was asked for; empty at first
     * @param toRun how many occurrences would run in all
     */
    record Backfill(
            List<Choice> choices, String from, String to, String every, boolean asked, List<Plan> plans, int toRun) {}

    record Choice(String route, String inWords, ZoneId zone, boolean chosen) {}

    /** What would be done to one; or why it cannot be. */
    record Plan(String route, Optional<BackfillPlan> plan, String takes, String problem) {}

    @Override
    public String path() {
        return PATH;
    }

    @Override
    public View show(PageRequest request) {
        Set<String> wanted = Set.copyOf(request.context().queryParam("route"));
        List<ScheduleLine> lines = schedules.lines().stream()
                .sorted(Comparator.comparing(ScheduleLine::route))
                .toList();
        Optional<String> from = request.query("from");
        String to = request.query("to").orElse("");
        String every = request.query("every").orElse("1s");
        List<Plan> plans = from.isEmpty()
                ? List.of()
                : lines.stream()
                        .filter(line -> wanted.contains(line.route()))
                        .map(line -> plan(line, from.get(), to, every, request.now()))
                        .toList();
        return new View(
                "backfill",
                "Backfill",
                command(plans, from, to, every),
                new Backfill(
                        lines.stream()
                                .map(line -> new Choice(
                                        line.route(), line.inWords(), line.zone(), wanted.contains(line.route())))
                                .toList(),
                        from.orElse(""),
                        to,
                        every,
                        from.isPresent(),
                        plans,
                        plans.stream()
                                .flatMap(plan -> plan.plan().stream())
                                .mapToInt(BackfillPlan::toRun)
                                .sum()));
    }

    /** For the first of them; a terminal does one at a time. */
    private static String command(List<Plan> plans, Optional<String> from, String to, String every) {
        return "backfill %s --from %s%s --every %s --dry-run"
                .formatted(
                        plans.isEmpty() ? "ROUTE" : plans.get(0).route(),
                        from.orElse("2026-12-24"),
                        to.isEmpty() ? "" : " --to " + to,
                        every);
    }

    private Plan plan(ScheduleLine line, String from, String to, String every, Instant now) {
        try {
            BackfillPlan plan = schedules.planBackfill(line.route(), range(line, from, to, every, now));
            return new Plan(line.route(), Optional.of(plan), RelativeTime.length(plan.takes()), "");
        } catch (IllegalArgumentException e) {
            return new Plan(line.route(), Optional.empty(), "", String.valueOf(e.getMessage()));
        }
    }

    /** The times in the zone of each schedule. */
    private static BackfillRange range(ScheduleLine line, String from, String to, String every, Instant now) {
        return new BackfillRange(
                PageRequest.time("from", from, line.zone()),
                to.isEmpty() ? now : PageRequest.time("to", to, line.zone()),
                pace(every));
    }

    private static Duration pace(String every) {
        return DurationText.parse(every)
                .orElseThrow(() -> new IllegalArgumentException(
                        "`every=%s` is no time. It should look like 500ms, 10s or 2m.".formatted(every)));
    }

    @Override
    public List<Act> acts() {
        return List.of(new Act(PATH, this::start));
    }

    private String start(PageRequest request, Form form) {
        List<String> routes = form.all("route");
        if (routes.isEmpty()) {
            throw new IllegalArgumentException("Tick the schedules that you mean.");
        }
        List<ScheduleLine> lines = schedules.lines();
        var failures = new ArrayList<String>();
        int begun = 0;
        for (String route : routes) {
            try {
                ScheduleLine line = lines.stream()
                        .filter(one -> one.route().equals(route))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("It is not scheduled."));
                BackfillRange range = range(
                        line,
                        form.required("from"),
                        form.text("to").orElse(""),
                        form.text("every").orElse("1s"),
                        request.now());
                begun += schedules.backfill(route, range, form.byAndWhy()).total();
            } catch (IllegalArgumentException | IllegalStateException e) {
                failures.add("%s: %s".formatted(route, e.getMessage()));
            }
        }
        String done = "The backfill begins: %s to run.".formatted(Counted.of(begun, "occurrence"));
        if (!failures.isEmpty()) {
            throw new IllegalStateException((begun == 0 ? "" : done + " But not: ") + String.join(" ", failures));
        }
        return done;
    }
}
