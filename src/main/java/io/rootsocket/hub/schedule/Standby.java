package io.rootsocket.hub.schedule;

import io.rootsocket.hub.schedule.nodes.ClockWatch;
import io.rootsocket.hub.schedule.nodes.NodeClock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has Quartz stand by while this node's clock is wrong or there is no room for what would be sent, and fire otherwise: not
 * before what is stored is what the routes say. It looks on the keeper's thread; only the start and the stop are others'.
 */
final class Standby {

    private static final Logger LOG = LoggerFactory.getLogger(Standby.class);

    private final Scheduler scheduler;
    private final DeclaredSchedules declared;
    private final NodeClock nodeClock;
    private final Supplier<Optional<String>> full;

    private volatile boolean held;
    private volatile boolean begun;
    private volatile boolean stopping;
    private boolean clockIsOff;

    /** @param full why there is no room; empty if there is */
    Standby(Scheduler scheduler, DeclaredSchedules declared, NodeClock nodeClock, Supplier<Optional<String>> full) {
        this.scheduler = scheduler;
        this.declared = declared;
        this.nodeClock = nodeClock;
        this.full = full;
    }

    /** Begins to fire, if the clock is right. */
    void start() throws SchedulerException {
        Optional<String> wrong = nodeClock.wrong();
        if (wrong.isPresent()) {
            LOG.error("{}", wrong.get());
            held = true;
        } else {
            begin();
        }
    }

    private void begin() throws SchedulerException {
        declared.reconcileFirst();
        begun = true;
        scheduler.start();
    }

    /** Stands by or fires again, if there is a reason or none any more. */
    void look() {
        sayOnceThatTheClockIsOff();
        Optional<String> reason = nodeClock.wrong().or(full);
        if (stopping || reason.isPresent() == held) {
            return;
        }
        try {
            if (reason.isPresent()) {
                LOG.warn("Schedules wait: {}", reason.get());
                held = true;
                scheduler.standby();
            } else {
                LOG.info("Schedules fire again, and what was missed is caught up by policy");
                held = false;
                goOn();
            }
        } catch (SchedulerException e) {
            LOG.warn("Quartz does not wait or go on: {}", e.getMessage());
        } catch (RuntimeException e) {
            held = true;
            LOG.debug("Schedules do not go on yet", e);
        }
    }

    private void goOn() throws SchedulerException {
        if (begun) {
            scheduler.start();
            declared.reconcileIn(Duration.ZERO);
        } else {
            begin();
        }
    }

    private void sayOnceThatTheClockIsOff() {
        boolean off = nodeClock.skewed().isPresent();
        if (off && !clockIsOff) {
            LOG.warn("{}", nodeClock.skewed().get());
        }
        clockIsOff = off;
    }

    /** Goes by the clock as it is now, if somebody has set it. */
    void lookAtTheClock(ClockWatch watch, NodeUpkeep upkeep) {
        Duration step = watch.step();
        if (step.abs().compareTo(Reconciliation.TOLERANCE) > 0) {
            upkeep.clockWasSet();
        }
        if (step.compareTo(Reconciliation.TOLERANCE) > 0) {
            LOG.warn("The clock went forward by {} s; what was due meanwhile is caught up by policy", seconds(step));
            lookForWhatIsDue();
        } else if (step.negated().compareTo(Reconciliation.TOLERANCE) > 0) {
            LOG.warn("The clock was set back by {} s; schedules go on by the time that it is now", -seconds(step));
            declared.reconcileIn(Duration.ZERO);
        }
    }

    /** Quartz waits by the time that passes, not by the clock; told to start again, it looks. */
    private void lookForWhatIsDue() {
        try {
            if (begun && !held && !stopping) {
                scheduler.start();
            }
        } catch (SchedulerException e) {
            LOG.debug("Quartz looks when it has waited", e);
        }
    }

    private static long seconds(Duration step) {
        return Math.round(step.toMillis() / 1_000.0);
    }

    /** Fires no more. */
    void stop() {
        stopping = true;
        try {
            scheduler.standby();
        } catch (SchedulerException e) {
            LOG.warn("Quartz does not stop firing", e);
        }
    }
}
