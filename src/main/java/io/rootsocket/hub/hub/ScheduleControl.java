package io.rootsocket.hub.hub;

import io.rootsocket.hub.schedule.ScheduleLine;
import io.rootsocket.hub.schedule.Schedules;
import io.rootsocket.hub.schedule.backfill.BackfillPlan;
import io.rootsocket.hub.schedule.backfill.BackfillProgress;
import io.rootsocket.hub.schedule.backfill.BackfillRange;
import io.rootsocket.hub.schedule.ledger.LedgerEntry;
import io.rootsocket.hub.schedule.ledger.LedgerReport;
import io.rootsocket.hub.schedule.timetable.PlannedOccurrence;
import io.rootsocket.hub.schedule.timetable.ScheduleChange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a person may ask of the schedules and tell them, for the doors. Safe to share between threads. */
public final class ScheduleControl {

    private final Schedules schedules;

    ScheduleControl(Schedules schedules) {
        this.schedules = schedules;
    }

    /** All schedules: route, times, zone, next time, whether paused, and what became of the last occurrence. */
    public List<ScheduleLine> lines() {
        return schedules.operations().lines();
    }

    /** Every occurrence from {@code from} until before {@code to}, with those marked that a change of clocks moves. */
    public List<PlannedOccurrence> planned(Instant from, Instant to, Optional<String> route) {
        return schedules.operations().planned(from, to, route);
    }

    /**
     * What would change if the routes had these schedules instead.
     *
     * @param others schedules as they are stored
     */
    public List<ScheduleChange> changes(List<String> others, Instant from, Instant to, Optional<String> route) {
        return schedules.operations().changes(others, from, to, route);
    }

    /** What the ledger says of that time. */
    public List<LedgerEntry> ledger(Instant from, Instant to, Optional<String> route) {
        return schedules.operations().ledger(from, to, route);
    }

    /** What the ledger says of many occurrences at once. */
    public LedgerReport report() {
        return schedules.report();
    }

    /** Fires a route now. Returns the occurrence's key. */
    public String runNow(String route, String who) {
        return schedules.operations().runNow(route, who).toString();
    }

    /** What a backfill of a route would run; changes nothing. */
    public BackfillPlan planBackfill(String route, BackfillRange range) {
        return schedules.operations().planBackfill(route, range);
    }

    /** Begins to run what a route was due for in the past and did not run. */
    public BackfillProgress backfill(String route, BackfillRange range, String who) {
        return schedules.operations().backfill(route, range, who);
    }

    /** Ends a backfill. */
    public BackfillProgress cancelBackfill(String route, String who) {
        return schedules.operations().cancelBackfill(route, who);
    }

    /** The backfills that go on and that are over, since this node started. */
    public List<BackfillProgress> backfills() {
        return schedules.operations().backfills();
    }

    /** Fires a route no more until it is resumed. */
    public void pause(String route, String who) throws Exception {
        schedules.operations().pause(route, who);
    }

    /** Fires a paused route again. */
    public void resume(String route, String who) throws Exception {
        schedules.operations().resume(route, who);
    }

    /** Leaves out one coming occurrence. */
    public void skip(String route, Instant occurrence, String who) {
        schedules.operations().skip(route, occurrence, who);
    }

    /** Takes back that an occurrence was left out. */
    public void unskip(String route, Instant occurrence, String who) {
        schedules.operations().unskip(route, occurrence, who);
    }
}
