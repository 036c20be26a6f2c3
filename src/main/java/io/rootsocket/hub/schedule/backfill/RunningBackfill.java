package io.rootsocket.hub.schedule.backfill;

import io.rootsocket.hub.schedule.backfill.BackfillProgress.State;
import io.rootsocket.hub.schedule.ledger.Ledger;
import io.rootsocket.hub.schedule.ledger.LedgerEntry;
import io.rootsocket.hub.schedule.ledger.Occurrence;
import io.rootsocket.hub.schedule.ledger.Outcome;
import io.rootsocket.hub.schedule.timetable.Overlap;
import io.rootsocket.hub.schedule.timetable.RouteSchedule;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * One backfill, a step at a time. Goes from running to done or cancelled, and no further. Where the route does not run
 * beside itself, the next step waits for the end of the one before. Safe for threads.
 */
final class RunningBackfill {

    private static final Logger LOG = LoggerFactory.getLogger(RunningBackfill.class);

    private final RouteSchedule schedule;
    private final BackfillRange range;
    private final Queue<Instant> left;
    private final int total;
    private final String by;
    private final Ledger ledger;
    private final Backfills.Runs runs;
    private final Instant since;
    private State state = State.RUNNING;
    private int begun;
    private int passed;
    private @Nullable Occurrence last;
    private @Nullable ScheduledFuture<?> steps;

    RunningBackfill(
            RouteSchedule schedule,
            BackfillRange range,
            List<Instant> toRun,
            String by,
            Ledger ledger,
            Backfills.Runs runs,
            Instant since) {
        this.schedule = schedule;
        this.range = range;
        this.left = new ArrayDeque<>(toRun);
        this.total = toRun.size();
        this.by = by;
        this.ledger = ledger;
        this.runs = runs;
        this.since = since;
    }

    synchronized void startOn(ScheduledExecutorService pace) {
        steps = pace.scheduleWithFixedDelay(this::step, 0, range.every().toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether it went on until now. */
    synchronized boolean cancel() {
        boolean ran = state == State.RUNNING;
        if (ran) {
            end(State.CANCELLED);
        }
        return ran;
    }

    private void end(State as) {
        state = as;
        if (steps != null) {
            steps.cancel(false);
        }
    }

    private synchronized void step() {
        try {
            if (state == State.RUNNING && runs.beginsAny() && !waitsForTheLast()) {
                beginNext();
            }
        } catch (DataAccessException e) {
            LOG.debug("The database is away: the backfill of {} waits", schedule.route(), e);
        }
    }

    private boolean waitsForTheLast() {
        return schedule.policy().overlap() != Overlap.ALLOW
                && Optional.ofNullable(last)
                        .flatMap(ledger::find)
                        .map(LedgerEntry::outcome)
                        .filter(Outcome.RUNNING::equals)
                        .isPresent();
    }

    /** What somebody else has begun meanwhile costs no step. */
    private void beginNext() {
        boolean found = false;
        while (!found && !left.isEmpty()) {
            var occurrence = new Occurrence(schedule.route(), left.element());
            found = ledger.beginLate(occurrence, "backfill", by);
            left.remove();
            if (found) {
                begun++;
                last = occurrence;
                runs.run(occurrence);
            } else {
                passed++;
            }
        }
        if (left.isEmpty()) {
            end(State.DONE);
        }
    }

    synchronized BackfillProgress progress() {
        return new BackfillProgress(
                schedule.route(),
                schedule.timetable().zone(),
                range.from(),
                range.to(),
                range.every(),
                total,
                begun,
                passed,
                state,
                by,
                since);
    }
}
