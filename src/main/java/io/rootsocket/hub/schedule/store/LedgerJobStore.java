package io.rootsocket.hub.schedule.store;

import io.rootsocket.hub.schedule.ledger.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.quartz.JobDetail;
import org.quartz.JobPersistenceException;
import org.quartz.Trigger.CompletedExecutionInstruction;
import org.quartz.impl.jdbcjobstore.DriverDelegate;
import org.quartz.impl.jdbcjobstore.InvalidConfigurationException;
import org.quartz.impl.jdbcjobstore.JobStoreTX;
import org.quartz.impl.jdbcjobstore.NoSuchDelegateException;
import org.quartz.impl.jdbcjobstore.StdJDBCDelegate;
import org.quartz.spi.OperableTrigger;
import org.quartz.spi.TriggerFiredBundle;
import org.quartz.spi.TriggerFiredResult;
import org.quartz.utils.DBConnectionManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Quartz's tables, with {@link OccurrenceTriggers} in them, always as a cluster. */
public final class LedgerJobStore extends JobStoreTX {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerJobStore.class);

    /** What Quartz adds to the interval before it takes a node for dead. */
    private static final Duration QUARTZ_MARGIN = Duration.ofMillis(7_500);

    /** Each is a forced write. What a node left that had this name, its next start takes up at once. */
    private static final Duration WITHOUT_OTHERS = Duration.ofSeconds(30);

    private final OccurrenceTriggers triggers;
    private final Executor sweeper;
    private final Set<String> ended = ConcurrentHashMap.newKeySet();
    private final TriggerBatch batch;
    /**
     * What was overdue, and has fired where it was found, by the id of its firing; Quartz has not asked for it yet. Like the
     * next two of the scheduler's own thread, the only one that fires.
     */
    private Map<String, TriggerFiredBundle> overdue = Map.of();

    private Map<String, TriggerFiredBundle> fired = Map.of();
    private List<OperableTrigger> acquired = List.of();
    private boolean complete;

    public LedgerJobStore(Database database, OccurrenceTriggers triggers, Duration takeover, Executor sweeper) {
        this.triggers = triggers;
        this.batch = triggers.batch();
        this.sweeper = sweeper;
        // Two hubs in one Java process each have their own.
        String source = "hub-" + System.identityHashCode(this);
        DBConnectionManager.getInstance().addConnectionProvider(source, new PooledConnections(database.dataSource()));
        setDataSource(source);
        useDelegate(database.isShared() ? DatabaseTimeDelegate.class : StdJDBCDelegate.class);
        // Also on one node: without it, a clean stop would delete triggers, and what they missed with them.
        setIsClustered(true);
        // Without it, two nodes fire the same occurrence now and then.
        setAcquireTriggersWithinLock(true);
        // A node is taken for dead after the interval and the margin, and the others look once an interval.
        Duration interval = database.isShared() ? takeover.minus(QUARTZ_MARGIN).dividedBy(2) : WITHOUT_OTHERS;
        setClusterCheckinInterval(interval.toMillis());
        // What is late is the trigger's business.
        setMisfireThreshold(Duration.ofDays(365).toMillis());
        setDbRetryInterval(1_000);
    }

    private void useDelegate(Class<? extends DriverDelegate> type) {
        try {
            setDriverDelegateClass(type.getName());
        } catch (InvalidConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One after the other, and each with statements of its own, Quartz takes a second for some hundred. */
    @Override
    protected List<OperableTrigger> acquireNextTrigger(
            Connection connection, long noLaterThan, int maxCount, long timeWindow) throws JobPersistenceException {
        overdue = Map.of();
        try {
            Optional<List<OccurrenceTrigger>> due =
                    batch.due(connection, getInstanceName(), noLaterThan + timeWindow, maxCount, getClassLoadHelper());
            if (due.isEmpty()) {
                return super.acquireNextTrigger(connection, noLaterThan, maxCount, timeWindow);
            }
            due.get().forEach(trigger -> trigger.setFireInstanceId(getFiredTriggerRecordId()));
            overdue = fireOverdue(connection, due.get());
            batch.acquire(connection, getInstanceName(), getInstanceId(), withoutOverdue(due.get()));
            // Quartz empties the list when something else becomes due earlier.
            return new ArrayList<>(due.get());
        } catch (SQLException e) {
            throw new JobPersistenceException("The next triggers cannot be acquired: " + e.getMessage(), e);
        }
    }

    /**
     * What is overdue need not be taken first and fired in another transaction: it fires where it is found, and Quartz asks for
     * it in a moment. If it does not, as it ends, that is taken up like whatever else is lost on the way to a thread.
     */
    private Map<String, TriggerFiredBundle> fireOverdue(Connection connection, List<OccurrenceTrigger> due)
            throws JobPersistenceException {
        Savepoint before = savepoint(connection);
        try {
            return batch.fireOverdue(connection, getInstanceName(), due);
        } catch (SQLException | RuntimeException e) {
            LOG.debug("What is overdue is acquired first", e);
            rollback(connection, before);
            return Map.of();
        }
    }

    private <T extends OperableTrigger> List<T> withoutOverdue(List<T> triggers) {
        return triggers.stream()
                .filter(trigger -> !overdue.containsKey(trigger.getFireInstanceId()))
                .toList();
    }

    @Override
    public List<TriggerFiredResult> triggersFired(List<OperableTrigger> triggers) throws JobPersistenceException {
        acquired = withoutOverdue(triggers);
        try {
            Iterator<TriggerFiredResult> others = fireAcquired(acquired).iterator();
            var results = new ArrayList<TriggerFiredResult>();
            for (OperableTrigger trigger : triggers) {
                TriggerFiredBundle bundle = overdue.get(trigger.getFireInstanceId());
                results.add(bundle == null ? others.next() : new TriggerFiredResult(bundle));
            }
            return results;
        } finally {
            acquired = List.of();
            fired = Map.of();
            overdue = Map.of();
        }
    }

    private List<TriggerFiredResult> fireAcquired(List<OperableTrigger> triggers) throws JobPersistenceException {
        if (triggers.isEmpty()) {
            return List.of();
        }
        try {
            return super.triggersFired(triggers);
        } catch (JobPersistenceException e) {
            if (overdue.isEmpty()) {
                throw e;
            }
            LOG.warn("{} could not be fired, and are in a moment: {}", triggers.size(), e.getMessage());
            // Quartz would release those, too, that have fired.
            return Collections.nCopies(triggers.size(), new TriggerFiredResult(e));
        }
    }

    /** Fires all that are acquired, when the first of them is to be. */
    private void fireTogether(Connection connection) throws JobPersistenceException {
        List<OperableTrigger> together = acquired;
        acquired = List.of();
        if (together.isEmpty()) {
            return;
        }
        Savepoint before = savepoint(connection);
        try {
            fired = batch.fire(connection, getInstanceName(), getInstanceId(), together);
        } catch (SQLException | RuntimeException e) {
            LOG.debug("What is due is fired one by one", e);
            rollback(connection, before);
            together.forEach(LedgerJobStore::takeBack);
        }
    }

    private static void takeBack(OperableTrigger trigger) {
        if (trigger instanceof OccurrenceTrigger occurrence
                && occurrence.takeDecision().isPresent()) {
            occurrence.takeBack();
        }
    }

    /**
     * Quartz keeps what was written of a trigger that could not be fired, as of one that could: it has gone on, and the
     * ledger knows nothing of it. So nothing of it is kept, and it is fired a moment later.
     */
    @Override
    protected TriggerFiredBundle triggerFired(Connection connection, OperableTrigger trigger)
            throws JobPersistenceException {
        fireTogether(connection);
        TriggerFiredBundle bundle = fired.get(trigger.getFireInstanceId());
        if (bundle != null) {
            return bundle;
        }
        Savepoint before = savepoint(connection);
        try {
            return super.triggerFired(connection, trigger);
        } catch (JobPersistenceException | RuntimeException e) {
            LOG.debug("{} is fired a moment later", trigger.getKey(), e);
            rollback(connection, before);
            throw e;
        }
    }

    private static Savepoint savepoint(Connection connection) throws JobPersistenceException {
        try {
            return connection.setSavepoint();
        } catch (SQLException e) {
            throw new JobPersistenceException("A trigger cannot be fired: " + e.getMessage(), e);
        }
    }

    private static void rollback(Connection connection, Savepoint before) throws JobPersistenceException {
        try {
            connection.rollback(before);
        } catch (SQLException e) {
            throw new JobPersistenceException("What was written of a trigger stays: " + e.getMessage(), e);
        }
    }

    /**
     * Quartz would take the lock of all triggers for each job that ends, and the nodes would queue up for it. Where nothing
     * waits for the job's end, all there is to do is to delete one row, and many can be deleted at once.
     */
    @Override
    public void triggeredJobComplete(
            OperableTrigger trigger, JobDetail job, CompletedExecutionInstruction instruction) {
        if (instruction == CompletedExecutionInstruction.NOOP
                && trigger instanceof OccurrenceTrigger occurrence
                && occurrence.hasLeftNothing()) {
            return;
        }
        if (job.isConcurrentExecutionDisallowed() || instruction != CompletedExecutionInstruction.NOOP) {
            super.triggeredJobComplete(trigger, job, instruction);
            return;
        }
        ended.add(trigger.getFireInstanceId());
        sweeper.execute(this::deleteEnded);
    }

    private void deleteEnded() {
        List<String> entries = List.copyOf(ended);
        if (entries.isEmpty()) {
            return;
        }
        try {
            executeWithoutLock(connection -> delete(connection, entries));
            ended.removeAll(entries);
        } catch (JobPersistenceException e) {
            LOG.debug("The database is away: what has fired is deleted with the next", e);
        }
    }

    private List<String> delete(Connection connection, List<String> entries) throws JobPersistenceException {
        try {
            for (String entry : entries) {
                getDelegate().deleteFiredTrigger(connection, entry);
            }
            return entries;
        } catch (SQLException e) {
            throw new JobPersistenceException("Triggers that have fired cannot be deleted", e);
        }
    }

    @Override
    protected DriverDelegate getDelegate() throws NoSuchDelegateException {
        DriverDelegate delegate = super.getDelegate();
        synchronized (this) {
            if (!complete) {
                ((StdJDBCDelegate) delegate).addTriggerPersistenceDelegate(triggers);
                complete = true;
            }
        }
        return delegate;
    }
}
