package io.rootsocket.hub.schedule;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.quartz.SchedulerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes what is stored equal to what the routes say, and says each difference: nothing orphaned, nothing paused that nobody
 * paused, nothing with an old time. One node at a time.
 */
final class Reconciliation {

    private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);

    private final StoredTriggers triggers;
    private final Ledger ledger;
    private final Steering steering;
    private final JdbcTemplate database;
    private final TransactionTemplate transaction;
    private final boolean shared;
    private final Clock clock;

    Reconciliation(StoredTriggers triggers, Ledger ledger, Steering steering, Database database, Clock clock) {
        this.triggers = triggers;
        this.ledger = ledger;
        this.steering = steering;
        this.database = new JdbcTemplate(database.dataSource());
        this.transaction = new TransactionTemplate(new DataSourceTransactionManager(database.dataSource()));
        this.shared = database.isShared();
        this.clock = clock;
    }

    /**
     * @param declared what the routes say, by route
     * @return one line for each difference that there was
     */
    List<String> run(Map<String, RouteSchedule> declared) {
        return alone(() -> reconcile(declared));
    }

    /** As {@link #run}, after what is stored under former names was given its own. */
    List<String> runFirst(
            Map<String, RouteSchedule> declared, Map<String, FormerName> formerly, FormerNames formerNames) {
        return alone(() -> {
            formerNames.carryOver(declared, formerly);
            return reconcile(declared);
        });
    }

    private interface Step {
        List<String> run() throws SchedulerException;
    }

    private List<String> alone(Step step) {
        return Optional.ofNullable(transaction.execute(status -> {
                    if (shared) {
                        // This transaction only waits for what others do, which may take a while with many routes.
                        database.execute("set local idle_in_transaction_session_timeout = '120s'");
                    }
                    // Two nodes that start at once would each replace what the other has just stored.
                    database.queryForList("select LOCK_NAME from QRTZ_LOCKS where LOCK_NAME = 'ROUTES' for update");
                    try {
                        return step.run();
                    } catch (SchedulerException e) {
                        throw new IllegalStateException("The schedules cannot be stored: " + e.getMessage(), e);
                    }
                }))
                .orElse(List.of());
    }

    private List<String> reconcile(Map<String, RouteSchedule> declared) throws SchedulerException {
        var paused = steering.paused();
        Instant now = clock.instant();
        var toStore = new HashMap<>(declared);
        var changed = new HashSet<String>();
        var differences = new ArrayList<String>();
        for (StoredTriggers.Stored stored : triggers.all()) {
            RouteSchedule wanted = stored.isOurs() ? declared.get(stored.route()) : null;
            if (wanted == null) {
                triggers.remove(stored.key());
                settle(stored, "Its route was removed.", false, now);
                differences.add("removed %s: no route has it".formatted(stored.route()));
            } else if (!stored.text().equals(Optional.of(StoredSchedule.write(wanted)))) {
                settle(stored, "Its schedule was changed.", true, now);
                changed.add(stored.route());
                differences.add("changed %s: %s".formatted(stored.route(), Words.of(wanted)));
            } else {
                toStore.remove(stored.route());
                wake(stored, paused.contains(stored.route()), differences);
            }
        }
        var from = new HashMap<RouteSchedule, Instant>();
        // What fires a little after its time may have been due before the change, and has not fired yet.
        toStore.values()
                .forEach(schedule -> from.put(
                        schedule,
                        changed.contains(schedule.route())
                                ? now.minus(schedule.policy().delay())
                                : now));
        triggers.put(from);
        for (RouteSchedule added : toStore.values()) {
            if (paused.contains(added.route())) {
                triggers.pause(added.route());
            }
        }
        toStore.values().stream()
                .filter(schedule -> !changed.contains(schedule.route()))
                .filter(schedule -> schedule.timetable().after(now).isPresent())
                .forEach(schedule -> differences.add("added %s: %s".formatted(schedule.route(), Words.of(schedule))));
        differences.forEach(difference -> LOG.info("Schedule {}", difference));
        return differences;
    }

    /** What was due by the old schedule and has not fired is caught up by the old schedule's policy. */
    private void settle(StoredTriggers.Stored stored, String why, boolean mayFire, Instant now) {
        if (!stored.isOurs() || stored.next() <= 0) {
            return;
        }
        RouteSchedule old = stored.schedule();
        Optional<Instant> due = Optional.of(
                Instant.ofEpochMilli(stored.next()).minus(old.policy().delay()));
        while (due.isPresent() && !due.get().plus(old.policy().delay()).isAfter(now)) {
            CatchUp decision = CatchUp.decide(old, due.get(), now);
            for (Instant missed : decision.missed()) {
                ledger.close(new Occurrence(old.route(), missed), Outcome.MISSED, why, null);
            }
            if (decision.fires()) {
                var occurrence = new Occurrence(old.route(), due.get());
                if (!mayFire) {
                    ledger.close(occurrence, Outcome.MISSED, why, null);
                } else if (ledger.begin(occurrence, "Due before its schedule was changed.", "")) {
                    ledger.handBack(occurrence);
                }
            }
            due = decision.next();
        }
    }

    private void wake(StoredTriggers.Stored stored, boolean pausedByPerson, List<String> differences)
            throws SchedulerException {
        if (pausedByPerson && !stored.isPaused()) {
            triggers.pause(stored.route());
            differences.add("paused %s: somebody had paused it".formatted(stored.route()));
        } else if (!pausedByPerson && (stored.isPaused() || stored.state().equals("ERROR"))) {
            triggers.resume(stored.route());
            differences.add("resumed %s: nobody had paused it".formatted(stored.route()));
        }
    }
}
