package io.rootsocket.hub.schedule.store;

import io.rootsocket.hub.schedule.ledger.Ledger;
import io.rootsocket.hub.schedule.ledger.Occurrence;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.quartz.TriggerKey;
import org.quartz.spi.ClassLoadHelper;
import org.quartz.spi.OperableTrigger;
import org.quartz.spi.TriggerFiredBundle;

/**
 * Takes and fires many triggers that are due together with a few statements in all, where Quartz needs eleven for each. What is
 * out of the ordinary, it leaves to Quartz: a trigger of another kind, a job that waits for its former run, a time that is
 * late, or the last one. Within Quartz's lock of the triggers, on its connection. Safe for threads.
 */
final class TriggerBatch {

    private static final String ACQUIRE = """
            update QRTZ_TRIGGERS set TRIGGER_STATE = 'ACQUIRED'
            where SCHED_NAME = ? and TRIGGER_NAME = ? and TRIGGER_GROUP = ? and TRIGGER_STATE = 'WAITING'""";

    private static final String NOTE_ACQUIRED = """
            insert into QRTZ_FIRED_TRIGGERS (SCHED_NAME, ENTRY_ID, TRIGGER_NAME, TRIGGER_GROUP, INSTANCE_NAME, FIRED_TIME,
              SCHED_TIME, STATE, IS_NONCONCURRENT, REQUESTS_RECOVERY, PRIORITY)
            values (?, ?, ?, ?, ?, ?, ?, 'ACQUIRED', false, false, ?)""";

    private static final String STILL_ACQUIRED = """
            select f.ENTRY_ID from QRTZ_FIRED_TRIGGERS f join QRTZ_TRIGGERS t on t.SCHED_NAME = f.SCHED_NAME
              and t.TRIGGER_NAME = f.TRIGGER_NAME and t.TRIGGER_GROUP = f.TRIGGER_GROUP
            where f.SCHED_NAME = ? and f.INSTANCE_NAME = ? and f.STATE = 'ACQUIRED' and t.TRIGGER_STATE = 'ACQUIRED'""";

    private static final String GO_ON = """
            update QRTZ_TRIGGERS set NEXT_FIRE_TIME = ?, PREV_FIRE_TIME = ?, TRIGGER_STATE = 'WAITING'
            where SCHED_NAME = ? and TRIGGER_NAME = ? and TRIGGER_GROUP = ?""";

    /** The ledger knows from here on that it runs, and whose it is. */
    private static final String FORGET_ACQUIRED =
            "delete from QRTZ_FIRED_TRIGGERS where SCHED_NAME = ? and ENTRY_ID = ?";

    private final OccurrenceTriggers triggers;
    private final Ledger ledger;
    private final DueTriggers due;

    TriggerBatch(OccurrenceTriggers triggers, Ledger ledger, Clock clock) {
        this.triggers = triggers;
        this.ledger = ledger;
        this.due = new DueTriggers(clock);
    }

    /**
     * What is due until a time, of each crowd a share.
     *
     * @return empty if there is any among them that Quartz has to look at
     */
    Optional<List<OccurrenceTrigger>> due(
            Connection connection, String scheduler, long until, int max, ClassLoadHelper classes) throws SQLException {
        return due.find(connection, scheduler, classes, System.currentTimeMillis(), until, max);
    }

    /** Takes these for this node. */
    void acquire(Connection connection, String scheduler, String node, List<OccurrenceTrigger> due)
            throws SQLException {
        if (due.isEmpty()) {
            return;
        }
        try (var acquire = connection.prepareStatement(ACQUIRE);
                var note = connection.prepareStatement(NOTE_ACQUIRED)) {
            long now = System.currentTimeMillis();
            for (OccurrenceTrigger trigger : due) {
                setKey(acquire, 1, scheduler, trigger.getKey());
                acquire.addBatch();
                note.setString(1, scheduler);
                note.setString(2, trigger.getFireInstanceId());
                note.setString(3, trigger.getKey().getName());
                note.setString(4, trigger.getKey().getGroup());
                note.setString(5, node);
                note.setLong(6, now);
                note.setLong(7, millis(trigger.getNextFireTime()));
                note.setInt(8, trigger.getPriority());
                note.addBatch();
            }
            acquire.executeBatch();
            note.executeBatch();
        }
    }

    /**
     * Fires what can be fired together of what is overdue, and nobody has taken: the ledger has each as begun, its trigger has gone on, and
     * Quartz has nothing to delete of it. Those given stay as they were, as Quartz asks them once more when they are due.
     *
     * @return what was fired, by the ids of the firings; of all others nothing is changed
     */
    Map<String, TriggerFiredBundle> fireOverdue(Connection connection, String scheduler, List<OccurrenceTrigger> due)
            throws SQLException {
        // They are due together, or all of them by now.
        if (due.isEmpty() || millis(due.get(0).getNextFireTime()) > System.currentTimeMillis()) {
            return Map.of();
        }
        return fire(
                connection,
                scheduler,
                due.stream().map(trigger -> (OccurrenceTrigger) trigger.clone()).toList());
    }

    /** The same of what this node has acquired, if it still has. */
    Map<String, TriggerFiredBundle> fire(
            Connection connection, String scheduler, String node, List<OperableTrigger> acquired) throws SQLException {
        Set<String> ours = stillAcquired(connection, scheduler, node);
        Map<String, TriggerFiredBundle> fired = fire(
                connection,
                scheduler,
                acquired.stream()
                        .filter(trigger -> ours.contains(trigger.getFireInstanceId()))
                        .filter(OccurrenceTrigger.class::isInstance)
                        .map(OccurrenceTrigger.class::cast)
                        .toList());
        if (!fired.isEmpty()) {
            try (var forget = connection.prepareStatement(FORGET_ACQUIRED)) {
                for (String entry : fired.keySet()) {
                    forget.setString(1, scheduler);
                    forget.setString(2, entry);
                    forget.addBatch();
                }
                forget.executeBatch();
            }
        }
        return fired;
    }

    private Map<String, TriggerFiredBundle> fire(
            Connection connection, String scheduler, List<OccurrenceTrigger> candidates) throws SQLException {
        Map<String, TriggerFiredBundle> fired = new HashMap<>();
        List<OccurrenceTrigger> begun = begin(connection, ready(connection, candidates));
        if (begun.isEmpty()) {
            return fired;
        }
        try (var goOn = connection.prepareStatement(GO_ON)) {
            for (OccurrenceTrigger trigger : begun) {
                goOn.setLong(1, millis(trigger.getNextFireTime()));
                goOn.setLong(2, millis(trigger.getPreviousFireTime()));
                setKey(goOn, 3, scheduler, trigger.getKey());
                goOn.addBatch();
            }
            goOn.executeBatch();
        }
        begun.forEach(trigger -> fired.put(trigger.getFireInstanceId(), bundle(trigger)));
        return fired;
    }

    /** Those whose turn is nothing but to fire; they have gone on. */
    private List<OccurrenceTrigger> ready(Connection connection, List<OccurrenceTrigger> candidates)
            throws SQLException {
        Optional<Instant> databaseTime = triggers.databaseTime(connection);
        var ready = new ArrayList<OccurrenceTrigger>();
        for (OccurrenceTrigger trigger : candidates) {
            if (trigger.job()
                    .filter(job -> !job.isConcurrentExecutionDisallowed())
                    .isPresent()) {
                trigger.triggered(null);
                if (trigger.onlyFires()
                        && databaseTime
                                .filter(time -> !OccurrenceTriggers.isRightTime(trigger, time))
                                .isEmpty()) {
                    ready.add(trigger);
                } else {
                    trigger.takeBack();
                }
            }
        }
        return ready;
    }

    private static Set<String> stillAcquired(Connection connection, String scheduler, String node) throws SQLException {
        var ours = new HashSet<String>();
        try (var select = connection.prepareStatement(STILL_ACQUIRED)) {
            select.setString(1, scheduler);
            select.setString(2, node);
            try (var row = select.executeQuery()) {
                while (row.next()) {
                    ours.add(row.getString(1));
                }
            }
        }
        return ours;
    }

    /** Those that the ledger did not know: of the others Quartz is told that somebody skipped them, or whatever it was. */
    private List<OccurrenceTrigger> begin(Connection connection, List<OccurrenceTrigger> ready) throws SQLException {
        Set<Occurrence> begun = ledger.beginAll(
                connection, ready.stream().map(TriggerBatch::occurrence).toList());
        var fires = new ArrayList<OccurrenceTrigger>();
        for (OccurrenceTrigger trigger : ready) {
            if (begun.contains(occurrence(trigger))) {
                fires.add(trigger);
            } else {
                trigger.takeBack();
            }
        }
        return fires;
    }

    private static Occurrence occurrence(OccurrenceTrigger trigger) {
        return new Occurrence(trigger.schedule().route(), trigger.occurrence());
    }

    private static TriggerFiredBundle bundle(OccurrenceTrigger trigger) {
        trigger.takeDecision();
        trigger.leaveNothing();
        Date before = trigger.previousFireTimeBefore().orElse(null);
        return new TriggerFiredBundle(
                trigger.job().orElseThrow(),
                trigger,
                null,
                false,
                new Date(),
                trigger.getPreviousFireTime(),
                before,
                trigger.getNextFireTime());
    }

    private static long millis(@Nullable Date date) {
        return date == null ? -1 : date.getTime();
    }

    private static void setKey(PreparedStatement statement, int first, String scheduler, TriggerKey key)
            throws SQLException {
        statement.setString(first, scheduler);
        statement.setString(first + 1, key.getName());
        statement.setString(first + 2, key.getGroup());
    }
}
