package io.rootsocket.hub.schedule.backfill;

import io.rootsocket.hub.schedule.ledger.Ledger;
import io.rootsocket.hub.schedule.ledger.LedgerEntry;
import io.rootsocket.hub.schedule.ledger.Occurrence;
import io.rootsocket.hub.schedule.ledger.OperatorActions;
import io.rootsocket.hub.schedule.ledger.OperatorActions.Act;
import io.rootsocket.hub.schedule.ledger.Outcome;
import io.rootsocket.hub.schedule.timetable.RouteSchedule;
import io.rootsocket.hub.text.Counted;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs what was due in the past and did not run. Each occurrence keeps the key of its time: one that has fired fires no
 * second time, whatever is asked for, and what it sends is a repeat where it has been sent before. One backfill of a route
 * at a time; what a stop of this node leaves over, the same request does later. Safe to share between threads.
 */
public final class Backfills {

    private static final Logger LOG = LoggerFactory.getLogger(Backfills.class);

    private static final int MAX_OCCURRENCES = 10_000;
    private static final int REMEMBERED = 50;

    private final Ledger ledger;
    private final OperatorActions actions;
    private final Runs runs;
    private final ScheduledExecutorService pace;
    private final Clock clock;
    /** The last of each route. */
    private final Map<String, RunningBackfill> all = new LinkedHashMap<>();

    /** Where an occurrence goes that has begun. */
    public interface Runs {

        /** Whether one would be run now: not at the end of this node, nor while nothing more may be sent. */
        boolean beginsAny();

        /** Runs an occurrence that the ledger has as this node's. */
        void run(Occurrence occurrence);
    }

    public Backfills(Ledger ledger, OperatorActions actions, Runs runs, ScheduledExecutorService pace, Clock clock) {
        this.ledger = ledger;
        this.actions = actions;
        this.runs = runs;
        this.pace = pace;
        this.clock = clock;
    }

    /**
     * What would run; changes nothing.
     *
     * @throws IllegalArgumentException if that is more than 10,000 occurrences
     */
    public BackfillPlan plan(RouteSchedule schedule, BackfillRange range) {
        Times times = times(schedule, range);
        List<Instant> toRun = times.toRun();
        return new BackfillPlan(
                schedule.route(),
                schedule.timetable().zone(),
                times.due(),
                times.due() - toRun.size(),
                toRun.size(),
                toRun.isEmpty() ? null : toRun.get(0),
                toRun.isEmpty() ? null : toRun.get(toRun.size() - 1),
                range.every().multipliedBy(Math.max(0, toRun.size() - 1)));
    }

    private record Times(int due, List<Instant> toRun) {}

    private Times times(RouteSchedule schedule, BackfillRange range) {
        Instant now = clock.instant();
        Instant end = range.to().isBefore(now) ? range.to() : now;
        List<Instant> due =
                schedule.timetable().between(range.from().minusMillis(1), end.minusMillis(1), MAX_OCCURRENCES + 1);
        if (due.size() > MAX_OCCURRENCES) {
            throw new IllegalArgumentException("%s was due more than 10,000 times in that range. Ask for a shorter one."
                    .formatted(schedule.route()));
        }
        Set<Instant> known =
                ledger.between(range.from(), end, Optional.of(schedule.route()), Integer.MAX_VALUE).stream()
                        .filter(entry -> entry.outcome() != Outcome.MISSED)
                        .map(LedgerEntry::occurrence)
                        .map(Occurrence::scheduledAt)
                        .collect(Collectors.toSet());
        return new Times(
                due.size(), due.stream().filter(at -> !known.contains(at)).toList());
    }

    /**
     * Begins to run them, the oldest first.
     *
     * @param who asks for it, for the record
     * @throws IllegalStateException if a backfill of that route goes on
     * @throws IllegalArgumentException if there is nothing to run
     */
    public synchronized BackfillProgress start(RouteSchedule schedule, BackfillRange range, String who) {
        String route = schedule.route();
        RunningBackfill before = all.get(route);
        if (before != null && before.progress().runs()) {
            throw new IllegalStateException(
                    "A backfill of %s goes on. Wait for its end, or cancel it.".formatted(route));
        }
        List<Instant> toRun = times(schedule, range).toRun();
        if (toRun.isEmpty()) {
            throw new IllegalArgumentException(
                    "There is nothing to run: the ledger has an outcome for each time at which %s was due in that range."
                            .formatted(route));
        }
        actions.record(Act.BACKFILL, route, range.from(), who);
        var begun = new RunningBackfill(schedule, range, toRun, who, ledger, runs, clock.instant());
        all.remove(route);
        all.put(route, begun);
        all.values().removeIf(old -> all.size() > REMEMBERED && !old.progress().runs());
        begun.startOn(pace);
        LOG.info(
                "A backfill of {} begins: {}, one every {} ms, asked for by {}",
                route,
                Counted.of(toRun.size(), "occurrence"),
                range.every().toMillis(),
                who);
        return begun.progress();
    }

    /**
     * Begins no more of them; what has begun goes on.
     *
     * @throws NoSuchElementException if no backfill of that route goes on on this node
     */
    public synchronized BackfillProgress cancel(String route, String who) {
        RunningBackfill running = all.get(route);
        if (running == null || !running.cancel()) {
            throw new NoSuchElementException("No backfill of %s goes on.".formatted(route));
        }
        actions.record(Act.BACKFILL_END, route, null, who);
        LOG.info("The backfill of {} was cancelled by {}", route, who);
        return running.progress();
    }

    /** Those that go on and those that are over, since this node started; the latest first. */
    public synchronized List<BackfillProgress> all() {
        var latest = new ArrayList<>(
                all.values().stream().map(RunningBackfill::progress).toList());
        latest.sort(Comparator.comparing(BackfillProgress::since).reversed());
        return latest;
    }
}
