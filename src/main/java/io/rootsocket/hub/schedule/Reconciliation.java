package io.rootsocket.hub.schedule;

import io.rootsocket.hub.schedule.ledger.Database;
import io.rootsocket.hub.schedule.ledger.Ledger;
import io.rootsocket.hub.schedule.ledger.Occurrence;
import io.rootsocket.hub.schedule.ledger.OperatorActions;
import io.rootsocket.hub.schedule.ledger.Outcome;
import io.rootsocket.hub.schedule.timetable.CatchUp;
import io.rootsocket.hub.schedule.timetable.RouteSchedule;
import io.rootsocket.hub.schedule.timetable.ScheduleText;
import io.rootsocket.hub.schedule.timetable.StoredSchedule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.quartz.SchedulerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes what is stored equal to what the routes say, and says each difference: nothing orphaned, nothing paused that nobody
 * paused, nothing with an old time or with one that a wrong clock had reached. One node at a time.
 */
final class Reconciliation {

    /** Clocks of nodes differ, and are set a little all the time. */
    static final Duration TOLERANCE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);

    private final StoredTriggers triggers;
    private final Ledger ledger;
    private final OperatorActions actions;
    private final JdbcTemplate database;
    private final TransactionTemplate transaction;
    private final TransactionTemplate atOnce;
    private final boolean shared;
    private final Clock clock;
    private volatile @Nullable ClockCorrection correction;

    Reconciliation(StoredTriggers triggers, Ledger ledger, OperatorActions actions, Database database, Clock clock) {
        this.triggers = triggers;
        this.ledger = ledger;
        this.actions = actions;
        this.database = new JdbcTemplate(database.dataSource());
        var manager = new DataSourceTransactionManager(database.dataSource());
        this.transaction = new TransactionTemplate(manager);
        this.atOnce = new TransactionTemplate(
                manager, new DefaultTransactionDefinition(TransactionDefinition.PROPAGATION_REQUIRES_NEW));
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
        var paused = actions.paused();
        Instant now = clock.instant();
        var toStore = new HashMap<>(declared);
        var changed = new HashSet<String>();
        var differences = new ArrayList<String>();
        List<StoredTriggers.Stored> all = triggers.all();
        Set<String> ahead = putRight(all, now);
        for (StoredTriggers.Stored stored : all) {
            RouteSchedule wanted = stored.isOurs() ? declared.get(stored.route()) : null;
            if (wanted == null) {
                triggers.remove(stored.key());
                settle(stored, "Its route was removed.", false, now);
                differences.add("removed %s: no route has it".formatted(stored.route()));
            } else if (!stored.text().equals(Optional.of(StoredSchedule.write(wanted)))) {
                settle(stored, "Its schedule was changed.", true, now);
                changed.add(stored.route());
                differences.add("changed %s: %s".formatted(stored.route(), ScheduleText.of(wanted)));
            } else if (ahead.contains(stored.route())) {
                changed.add(stored.route());
                differences.add("corrected %s: its next time was %s".formatted(stored.route(), stored.nextFire()));
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
                .forEach(schedule ->
                        differences.add("added %s: %s".formatted(schedule.route(), ScheduleText.of(schedule))));
        differences.forEach(difference -> LOG.debug("Schedule {}", difference));
        return differences;
    }

    /**
     * A clock that was ahead has taken schedules along. They would be silent until that time comes round again.
     *
     * @return the routes of those that go on from now
     */
    private Set<String> putRight(List<StoredTriggers.Stored> all, Instant now) {
        Set<StoredTriggers.Stored> ahead = all.stream()
                .filter(stored -> stored.isOurs() && stored.isAheadOf(now.plus(TOLERANCE)))
                .collect(Collectors.toSet());
        if (ahead.isEmpty() || !isRight(now)) {
            return Set.of();
        }
        // Before anything fires again: a trigger would wait for this transaction, and this one for the triggers' lock.
        int early = Optional.ofNullable(atOnce.execute(status -> ledger.correct(TOLERANCE)))
                .orElse(0);
        Instant last = ahead.stream()
                .map(StoredTriggers.Stored::nextFire)
                .max(Comparator.naturalOrder())
                .orElse(now);
        var corrected = new ClockCorrection(now, ahead.size(), early, last);
        correction = corrected;
        LOG.warn("{}", corrected);
        return ahead.stream().map(StoredTriggers.Stored::route).collect(Collectors.toSet());
    }

    /** What others have stored is ahead of a node whose own clock is behind; the database is the judge of nodes. */
    private boolean isRight(Instant now) {
        if (!shared) {
            return true;
        }
        boolean behind = Optional.ofNullable(database.queryForObject("select clock_timestamp()", OffsetDateTime.class))
                .map(OffsetDateTime::toInstant)
                .filter(now.plus(TOLERANCE)::isBefore)
                .isPresent();
        if (behind) {
            LOG.warn("This node's clock is behind the database's. Let both follow one time server.");
        }
        return !behind;
    }

    /** The last time that a clock which had been ahead was put right, in this life of the hub. */
    Optional<ClockCorrection> correction() {
        return Optional.ofNullable(correction);
    }

    /** What was due by the old schedule and has not fired is caught up by the old schedule's policy. */
    private void settle(StoredTriggers.Stored stored, String why, boolean mayFire, Instant now) {
        if (stored.isOurs() && stored.next() > 0) {
            // Known at once: a trigger that fires would wait for this transaction, and this one for the triggers' lock.
            atOnce.executeWithoutResult(status -> settleDue(stored, why, mayFire, now));
        }
    }

    private void settleDue(StoredTriggers.Stored stored, String why, boolean mayFire, Instant now) {
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
