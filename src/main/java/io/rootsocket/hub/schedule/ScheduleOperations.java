package io.rootsocket.hub.schedule;

import io.rootsocket.hub.schedule.backfill.BackfillPlan;
import io.rootsocket.hub.schedule.backfill.BackfillProgress;
import io.rootsocket.hub.schedule.backfill.BackfillRange;
import io.rootsocket.hub.schedule.backfill.Backfills;
import io.rootsocket.hub.schedule.ledger.Ledger;
import io.rootsocket.hub.schedule.ledger.LedgerEntry;
import io.rootsocket.hub.schedule.ledger.Occurrence;
import io.rootsocket.hub.schedule.ledger.OperatorActions;
import io.rootsocket.hub.schedule.ledger.Outcome;
import io.rootsocket.hub.schedule.nodes.NodeClock;
import io.rootsocket.hub.schedule.timetable.Overlap;
import io.rootsocket.hub.schedule.timetable.PlannedOccurrence;
import io.rootsocket.hub.schedule.timetable.RouteSchedule;
import io.rootsocket.hub.schedule.timetable.ScheduleChange;
import io.rootsocket.hub.schedule.timetable.ScheduleText;
import io.rootsocket.hub.schedule.timetable.StoredSchedule;
import io.rootsocket.hub.schedule.timetable.Timetable;
import io.rootsocket.hub.text.TimeText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.quartz.SchedulerException;

/**
 * Where a person looks ahead and steers. What is told here counts for all nodes, survives restarts, and is recorded with
 * who and when. Safe to share between threads.
 */
public final class ScheduleOperations {

    private static final int MAX_ROWS = 100_000;
    /** So many times are looked at to see whether a schedule is a rhythm. */
    private static final int OFTEN = 48;

    private static final Duration MAX_RANGE = Duration.ofDays(400);

    private final Map<String, RouteSchedule> declared;
    private final Ledger ledger;
    private final OperatorActions actions;
    private final StoredTriggers triggers;
    private final FiredOccurrences fired;
    private final ComingOccurrences coming;
    private final NodeClock nodeClock;
    private final Backfills backfills;
    private final Clock clock;

    ScheduleOperations(
            Map<String, RouteSchedule> declared,
            Ledger ledger,
            OperatorActions actions,
            StoredTriggers triggers,
            FiredOccurrences fired,
            NodeClock nodeClock,
            Backfills backfills,
            Clock clock) {
        this.declared = declared;
        this.ledger = ledger;
        this.actions = actions;
        this.triggers = triggers;
        this.fired = fired;
        this.nodeClock = nodeClock;
        this.backfills = backfills;
        this.coming = new ComingOccurrences(ledger, actions, clock);
        this.clock = clock;
    }

    /** All schedules, the soonest first. */
    public List<ScheduleLine> lines() {
        ComingOccurrences.Told told = coming.told();
        return declared.values().stream()
                .map(schedule -> new ScheduleLine(
                        schedule.route(),
                        ScheduleText.of(schedule)
                                + consumer(schedule.route())
                                        .map(ScheduleConsumer::calendarsInWords)
                                        .orElse(""),
                        ScheduleText.inWords(schedule),
                        schedule.timetable().zone(),
                        told.next(schedule).orElse(null),
                        told.isPaused(schedule),
                        ledger.latest(schedule.route()).orElse(null)))
                .sorted(Comparator.comparing((ScheduleLine line) ->
                                Optional.ofNullable(line.next()).orElse(Instant.MAX))
                        .thenComparing(ScheduleLine::route))
                .toList();
    }

    private Optional<ScheduleConsumer> consumer(String route) {
        return Optional.ofNullable(fired.consumers().get(route));
    }

    /**
     * Every occurrence, from {@code from} until before {@code to}; of several routes those at short intervals are one, that
     * says at which. What a calendar leaves out is among them, marked as such; of what is past, they say what became of it.
     *
     * @param only the route that is asked for; empty for all
     * @throws NoSuchElementException if no route of that name is scheduled
     * @throws IllegalArgumentException if the range is longer than 400 days, or has more than 100,000 occurrences
     */
    public List<PlannedOccurrence> planned(Instant from, Instant to, Optional<String> only) {
        requireRange(from, to);
        ComingOccurrences.Told told = coming.told();
        var all = new ArrayList<PlannedOccurrence>();
        for (RouteSchedule schedule :
                only.map(route -> List.of(known(route))).orElseGet(() -> List.copyOf(declared.values()))) {
            List<PlannedOccurrence> some =
                    planned(schedule, from, to, only.isEmpty(), MAX_ROWS + 1 - all.size()).stream()
                            .map(planned -> marked(planned, told))
                            .toList();
            all.addAll(withOutcomes(some, told.now()));
            if (all.size() > MAX_ROWS) {
                throw new IllegalArgumentException(
                        "There are more than 100,000 occurrences in that range. Ask for a shorter one.");
            }
        }
        all.sort(Comparator.comparing(PlannedOccurrence::at).thenComparing(PlannedOccurrence::route));
        return all;
    }

    private List<PlannedOccurrence> planned(
            RouteSchedule schedule, Instant from, Instant to, boolean briefly, int max) {
        Timetable timetable = schedule.timetable();
        Instant begin = from.minusMillis(1);
        Instant end = to.minusMillis(1);
        List<Instant> first = timetable.between(begin, end, OFTEN + 1);
        if (briefly && isRhythm(timetable, first)) {
            return List.of(rhythm(schedule, first.get(0), end));
        }
        var due = new LinkedHashSet<Instant>(timetable.between(begin, end, max));
        Stream<PlannedOccurrence> excluded = timetable.withExcludedDays().between(begin, end, max).stream()
                .filter(at -> !due.contains(at))
                .map(at -> PlannedOccurrence.of(schedule, at))
                .filter(planned -> timetable.excluded().contains(planned.local().toLocalDate()))
                .map(planned -> excluded(planned, timetable.dayInsteadOf(planned.at())));
        return Stream.concat(due.stream().map(at -> PlannedOccurrence.of(schedule, at)), excluded)
                .toList();
    }

    /** Its first time that is still to come; if all are past, the first. */
    private PlannedOccurrence rhythm(RouteSchedule schedule, Instant first, Instant end) {
        Instant now = clock.instant();
        Optional<Instant> coming = first.isBefore(now)
                ? schedule.timetable().after(now).filter(next -> !next.isAfter(end))
                : Optional.of(first);
        PlannedOccurrence rhythm =
                PlannedOccurrence.of(schedule, coming.orElse(first)).withRhythm(ScheduleText.times(schedule));
        return coming.isPresent() ? rhythm : rhythm.past("past");
    }

    private List<PlannedOccurrence> withOutcomes(List<PlannedOccurrence> planned, Instant now) {
        if (planned.stream().noneMatch(one -> needsOutcome(one, now))) {
            return planned;
        }
        Map<Instant, Outcome> outcomes =
                ledger
                        .between(
                                planned.get(0).at(),
                                now,
                                Optional.of(planned.get(0).route()),
                                MAX_ROWS)
                        .stream()
                        .collect(Collectors.toMap(
                                entry -> entry.occurrence().scheduledAt(), LedgerEntry::outcome, (a, b) -> a));
        return planned.stream()
                .map(one -> needsOutcome(one, now)
                        ? one.past(Objects.toString(outcomes.get(one.at()), PlannedOccurrence.NOT_FIRED))
                        : one)
                .toList();
    }

    private static boolean needsOutcome(PlannedOccurrence planned, Instant now) {
        return planned.at().isBefore(now)
                && planned.rhythm() == null
                && planned.mark() != PlannedOccurrence.Mark.EXCLUDED;
    }

    private PlannedOccurrence excluded(PlannedOccurrence planned, Optional<LocalDate> instead) {
        LocalDate day = planned.local().toLocalDate();
        return planned.excludedBy(
                consumer(planned.route()).map(ScheduleConsumer::calendars).orElse(Map.of()).entrySet().stream()
                        .filter(calendar -> calendar.getValue().contains(day))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.joining(", ")),
                instead);
    }

    /** An interval; or what comes more often than twice an hour for a while. */
    private static boolean isRhythm(Timetable timetable, List<Instant> first) {
        return first.size() > 1
                && (!timetable.every().isZero()
                        || (first.size() > OFTEN
                                && Duration.between(first.get(0), first.get(OFTEN))
                                                .compareTo(Duration.ofMinutes(30L * OFTEN))
                                        < 0));
    }

    private static PlannedOccurrence marked(PlannedOccurrence planned, ComingOccurrences.Told told) {
        // Of what is past, the ledger knows more.
        if (planned.mark() == PlannedOccurrence.Mark.EXCLUDED || planned.at().isBefore(told.now())) {
            return planned;
        }
        if (planned.rhythm() == null && told.isSkipped(planned.route(), planned.at())) {
            return planned.marked(PlannedOccurrence.Mark.SKIPPED);
        }
        return told.paused().contains(planned.route()) ? planned.marked(PlannedOccurrence.Mark.PAUSED) : planned;
    }

    /**
     * What would change if the routes had these schedules instead.
     *
     * @param others schedules as {@link StoredSchedule} writes them
     * @param only the route that is asked for; empty for all
     * @throws NoSuchElementException if no route of that name is scheduled, neither now nor then
     * @throws IllegalArgumentException if the range is longer than 400 days, or one of them is no schedule
     */
    public List<ScheduleChange> changes(List<String> others, Instant from, Instant to, Optional<String> only) {
        requireRange(from, to);
        Map<String, RouteSchedule> before = new HashMap<>(declared);
        Map<String, RouteSchedule> after = others.stream()
                .map(ScheduleOperations::schedule)
                .collect(Collectors.toMap(RouteSchedule::route, Function.identity(), (a, b) -> a, HashMap::new));
        only.ifPresent(route -> {
            if (!after.containsKey(route)) {
                known(route);
            }
            before.keySet().retainAll(Set.of(route));
            after.keySet().retainAll(Set.of(route));
        });
        return ScheduleChange.between(before, after, from, to);
    }

    private static RouteSchedule schedule(String text) {
        try {
            return StoredSchedule.parse(text);
        } catch (IllegalStateException e) {
            throw new IllegalArgumentException(
                    "What was sent is not a schedule as this version of the hub writes it.", e);
        }
    }

    private static void requireRange(Instant from, Instant to) {
        if (Duration.between(from, to).compareTo(MAX_RANGE) > 0) {
            throw new IllegalArgumentException("The range is longer than 400 days. Ask for a shorter one.");
        }
    }

    /**
     * What the ledger says, from {@code from} until before {@code to}.
     *
     * @param only the route that is asked for, which may be scheduled no more; empty for all
     * @throws IllegalArgumentException if that is more than 100,000 entries
     */
    public List<LedgerEntry> ledger(Instant from, Instant to, Optional<String> only) {
        List<LedgerEntry> entries = ledger.between(from, to, only, MAX_ROWS + 1);
        if (entries.size() > MAX_ROWS) {
            throw new IllegalArgumentException(
                    "There are more than 100,000 entries in that range. Ask for a shorter one.");
        }
        return entries;
    }

    /**
     * Fires a route now, on this node, whatever its schedule says.
     *
     * @throws NoSuchElementException if no route of that name is scheduled
     * @throws IllegalStateException if it has fired this very moment, or this machine's clock is wrong: other nodes do not
     *     count on what runs here then, and would take it over
     */
    public Occurrence runNow(String route, String who) {
        known(route);
        requireTime(route);
        var occurrence = new Occurrence(route, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        if (!ledger.begin(occurrence, "run now", who)) {
            throw new IllegalStateException("%s has fired this very moment. Try again.".formatted(route));
        }
        actions.record(OperatorActions.Act.RUN_NOW, route, occurrence.scheduledAt(), who);
        fired.submit(new Fire(occurrence, Overlap.ALLOW, Optional.empty()));
        return occurrence;
    }

    private void requireTime(String route) {
        nodeClock.wrong().ifPresent(wrong -> {
            throw new IllegalStateException(
                    "%s does not run on this node. %s Until then, ask another node to run it.".formatted(route, wrong));
        });
    }

    /**
     * What a backfill would run.
     *
     * @throws NoSuchElementException if no route of that name is scheduled
     */
    public BackfillPlan planBackfill(String route, BackfillRange range) {
        return backfills.plan(known(route), range);
    }

    /**
     * Begins to run what was due in the past and did not run, on this node.
     *
     * @throws NoSuchElementException if no route of that name is scheduled
     * @throws IllegalStateException as for {@link #runNow}, or if a backfill of the route goes on
     */
    public BackfillProgress backfill(String route, BackfillRange range, String who) {
        RouteSchedule schedule = known(route);
        requireTime(route);
        return backfills.start(schedule, range, who);
    }

    /**
     * Ends a backfill on this node.
     *
     * @throws NoSuchElementException if none of the route goes on
     */
    public BackfillProgress cancelBackfill(String route, String who) {
        return backfills.cancel(route, who);
    }

    /** The backfills of this node, the latest first. */
    public List<BackfillProgress> backfills() {
        return backfills.all();
    }

    /** Fires a route no more, on any node, until it is resumed. */
    public void pause(String route, String who) throws SchedulerException {
        known(route);
        actions.record(OperatorActions.Act.PAUSE, route, null, who);
        triggers.pause(route);
    }

    /** Fires a paused route again; what was due meanwhile is caught up by its policy. */
    public void resume(String route, String who) throws SchedulerException {
        known(route);
        actions.record(OperatorActions.Act.RESUME, route, null, who);
        triggers.resume(route);
    }

    /**
     * Leaves out one coming occurrence.
     *
     * @throws IllegalArgumentException if the route is not due then, or the time is past
     * @throws IllegalStateException if the occurrence is in the ledger already
     */
    public void skip(String route, Instant at, String who) {
        RouteSchedule schedule = known(route);
        if (at.isBefore(clock.instant())
                || !schedule.timetable().after(at.minusMillis(1)).equals(Optional.of(at))) {
            throw new IllegalArgumentException("%s will not be due at %s. It is due next at %s."
                    .formatted(
                            route,
                            TimeText.of(at, schedule.timetable().zone()),
                            schedule.timetable()
                                    .after(clock.instant())
                                    .map(next -> TimeText.of(
                                            next, schedule.timetable().zone()))
                                    .orElse("no time")));
        }
        var occurrence = new Occurrence(route, at);
        if (!ledger.close(occurrence, Outcome.SKIPPED, "skipped", who)) {
            Outcome outcome = ledger.find(occurrence).map(LedgerEntry::outcome).orElse(Outcome.SKIPPED);
            throw new IllegalStateException("%s is in the ledger already: %s.%s"
                    .formatted(
                            occurrence, outcome, outcome == Outcome.SKIPPED ? " `hub unskip` takes that back." : ""));
        }
        actions.record(OperatorActions.Act.SKIP, route, at, who);
    }

    /**
     * Takes back that an occurrence ahead was skipped.
     *
     * @throws IllegalStateException if nobody has skipped it, or its time has passed
     */
    public void unskip(String route, Instant at, String who) {
        var occurrence = new Occurrence(known(route).route(), at);
        if (!ledger.takeBackSkip(occurrence)) {
            throw new IllegalStateException(
                    "%s is not skipped, or its time has passed. `hub schedules --ledger` shows those that are."
                            .formatted(occurrence));
        }
        actions.record(OperatorActions.Act.UNSKIP, route, at, who);
    }

    private RouteSchedule known(String route) {
        RouteSchedule schedule = declared.get(route);
        if (schedule == null) {
            throw new NoSuchElementException(
                    "No route `%s` is scheduled. `hub schedules` lists those that are.".formatted(route));
        }
        return schedule;
    }
}
