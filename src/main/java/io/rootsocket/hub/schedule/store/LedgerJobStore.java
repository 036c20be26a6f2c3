package io.rootsocket.hub.schedule.store;

import io.rootsocket.hub.schedule.ledger.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
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
    /** Of the scheduler's own thread, the only one that fires. */
    private final Map<OperableTrigger, TriggerFiredBundle> fired = new IdentityHashMap<>();

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
        try {
            Optional<List<OccurrenceTrigger>> due =
                    batch.due(connection, getInstanceName(), noLaterThan + timeWindow, maxCount, getClassLoadHelper());
            if (due.isEmpty()) {
                return super.acquireNextTrigger(connection, noLaterThan, maxCount, timeWindow);
            }
            due.get().forEach(trigger -> trigger.setFireInstanceId(getFiredTriggerRecordId()));
            batch.acquire(connection, getInstanceName(), getInstanceId(), due.get());
            // Quartz empties the list when something else becomes due earlier.
            return new ArrayList<>(due.get());
        } catch (SQLException e) {
            throw new JobPersistenceException("The next triggers cannot be acquired: " + e.getMessage(), e);
        }
    }

    @Override
    public List<TriggerFiredResult> triggersFired(List<OperableTrigger> triggers) throws JobPersistenceException {
        acquired = List.copyOf(triggers);
        try {
            return super.triggersFired(triggers);
        } finally {
            acquired = List.of();
            fired.clear();
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
            fired.putAll(batch.fire(connection, getInstanceName(), getInstanceId(), together));
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
        TriggerFiredBundle bundle = fired.get(trigger);
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
