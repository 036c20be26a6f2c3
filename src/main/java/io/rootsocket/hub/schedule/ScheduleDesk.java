package io.rootsocket.hub.schedule;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.quartz.SchedulerException;

/**
 * Where a person looks ahead and steers. What is told here counts for all nodes, survives restarts, and is recorded with
 * who and when. Safe to share between threads.
 */
public final class ScheduleDesk {

    private static final int MOST = 100_000;
    private static final Duration LONGEST = Duration.ofDays(400);

    private final Map<String, RouteSchedule> declared;
    private final Ledger ledger;
    private final Steering steering;
    private final StoredTriggers triggers;
    private final FiredOccurrences fired;
    private final Clock clock;

    ScheduleDesk(
            Map<String, RouteSchedule> declared,
            Ledger ledger,
            Steering steering,
            StoredTriggers triggers,
            FiredOccurrences fired,
            Clock clock) {
        this.declared = declared;
        this.ledger = ledger;
        this.steering = steering;
        this.triggers = triggers;
        this.fired = fired;
        this.clock = clock;
    }

    /** All schedules, the soonest first. */
    public List<ScheduleLine> lines() {
        var paused = steering.paused();
        Map<String, LedgerEntry> last = ledger.latest().stream()
                .collect(Collectors.toMap(entry -> entry.occurrence().route(), Function.identity(), (a, b) -> a));
        return declared.values().stream()
                .map(schedule -> new ScheduleLine(
                        schedule.route(),
                        Words.of(schedule),
                        schedule.timetable().zone(),
                        schedule.timetable().after(clock.instant()).orElse(null),
                        paused.contains(schedule.route()),
                        last.get(schedule.route())))
                .sorted(Comparator.comparing((ScheduleLine line) ->
                                Optional.ofNullable(line.next()).orElse(Instant.MAX))
                        .thenComparing(ScheduleLine::route))
                .toList();
    }

    /**
     * Every occurrence of every route, from {@code from} until before {@code to}.
     *
     * @throws IllegalArgumentException if the range is longer than 400 days, or has more than 100,000 occurrences
     */
    public List<PlannedOccurrence> planned(Instant from, Instant to) {
        requireRange(from, to);
        var all = new ArrayList<PlannedOccurrence>();
        for (RouteSchedule schedule : declared.values()) {
            schedule.timetable().between(from.minusMillis(1), to.minusMillis(1), MOST + 1 - all.size()).stream()
                    .map(at -> PlannedOccurrence.of(schedule, at))
                    .forEach(all::add);
            if (all.size() > MOST) {
                throw new IllegalArgumentException(
                        "There are more than 100,000 occurrences in that range. Ask for a shorter one.");
            }
        }
        all.sort(Comparator.comparing(PlannedOccurrence::at).thenComparing(PlannedOccurrence::route));
        return all;
    }

    /**
     * What would change if the routes had these schedules instead.
     *
     * @param others schedules as {@link StoredSchedule} writes them
     * @throws IllegalArgumentException if the range is longer than 400 days, or one of them is no schedule
     */
    public List<ScheduleChange> changes(List<String> others, Instant from, Instant to) {
        requireRange(from, to);
        Map<String, RouteSchedule> after = others.stream()
                .map(ScheduleDesk::schedule)
                .collect(Collectors.toMap(RouteSchedule::route, Function.identity(), (a, b) -> a));
        return ScheduleChange.between(Map.copyOf(declared), after, from, to);
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
        if (Duration.between(from, to).compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("The range is longer than 400 days. Ask for a shorter one.");
        }
    }

    /**
     * What the ledger says, from {@code from} until before {@code to}.
     *
     * @throws IllegalArgumentException if that is more than 100,000 entries
     */
    public List<LedgerEntry> ledger(Instant from, Instant to) {
        List<LedgerEntry> entries = ledger.between(from, to, MOST + 1);
        if (entries.size() > MOST) {
            throw new IllegalArgumentException(
                    "There are more than 100,000 entries in that range. Ask for a shorter one.");
        }
        return entries;
    }

    /**
     * Fires a route now, on this node, whatever its schedule says.
     *
     * @throws NoSuchElementException if no route of that name is scheduled
     */
    public Occurrence runNow(String route, String who) {
        known(route);
        var occurrence = new Occurrence(route, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        if (!ledger.begin(occurrence, "run now", who)) {
            throw new IllegalStateException("%s has fired this very moment. Try again.".formatted(route));
        }
        steering.record(Steering.Act.RUN_NOW, route, occurrence.scheduledAt(), who);
        fired.submit(new Fire(occurrence, Overlap.ALLOW, Optional.empty()));
        return occurrence;
    }

    /** Fires a route no more, on any node, until it is resumed. */
    public void pause(String route, String who) throws SchedulerException {
        known(route);
        steering.record(Steering.Act.PAUSE, route, null, who);
        triggers.pause(route);
    }

    /** Fires a paused route again; what was due meanwhile is caught up by its policy. */
    public void resume(String route, String who) throws SchedulerException {
        known(route);
        steering.record(Steering.Act.RESUME, route, null, who);
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
                            at,
                            schedule.timetable()
                                    .after(clock.instant())
                                    .map(Instant::toString)
                                    .orElse("no time")));
        }
        var occurrence = new Occurrence(route, at);
        if (!ledger.close(occurrence, Outcome.SKIPPED, "skipped", who)) {
            throw new IllegalStateException("%s is in the ledger already: %s."
                    .formatted(
                            occurrence,
                            ledger.find(occurrence).map(LedgerEntry::outcome).orElse(Outcome.SKIPPED)));
        }
        steering.record(Steering.Act.SKIP, route, at, who);
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
