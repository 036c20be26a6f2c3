package io.rootsocket.hub.schedule;

import java.time.Duration;
import org.quartz.JobDetail;
import org.quartz.JobPersistenceException;
import org.quartz.Trigger.CompletedExecutionInstruction;
import org.quartz.impl.jdbcjobstore.DriverDelegate;
import org.quartz.impl.jdbcjobstore.InvalidConfigurationException;
import org.quartz.impl.jdbcjobstore.JobStoreTX;
import org.quartz.impl.jdbcjobstore.NoSuchDelegateException;
import org.quartz.impl.jdbcjobstore.PostgreSQLDelegate;
import org.quartz.impl.jdbcjobstore.StdJDBCDelegate;
import org.quartz.spi.OperableTrigger;
import org.quartz.utils.DBConnectionManager;

/** Quartz's tables, with {@link OccurrenceTriggers} in them, always as a cluster. */
final class LedgerJobStore extends JobStoreTX {

    /** What Quartz adds to the interval before it takes a node for dead. */
    private static final Duration QUARTZ_MARGIN = Duration.ofMillis(7_500);

    private final OccurrenceTriggers triggers;
    private boolean complete;

    LedgerJobStore(Database database, OccurrenceTriggers triggers, Duration takeover) {
        this.triggers = triggers;
        // Two hubs in one Java process each have their own.
        String source = "hub-" + System.identityHashCode(this);
        DBConnectionManager.getInstance().addConnectionProvider(source, new PooledConnections(database.dataSource()));
        setDataSource(source);
        useDelegate(database.isShared() ? PostgreSQLDelegate.class : StdJDBCDelegate.class);
        // Also on one node: without it, a clean stop would delete triggers, and what they missed with them.
        setIsClustered(true);
        // Without it, two nodes fire the same occurrence now and then.
        setAcquireTriggersWithinLock(true);
        // A node is taken for dead after the interval and the margin, and the others look once an interval.
        setClusterCheckinInterval(takeover.minus(QUARTZ_MARGIN).dividedBy(2).toMillis());
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

    /**
     * Quartz would take the lock of all triggers for each job that ends, and the nodes would queue up for it. Where nothing
     * waits for the job's end, all there is to do is to delete one row.
     */
    @Override
    public void triggeredJobComplete(
            OperableTrigger trigger, JobDetail job, CompletedExecutionInstruction instruction) {
        if (job.isConcurrentExecutionDisallowed() || instruction != CompletedExecutionInstruction.NOOP) {
            super.triggeredJobComplete(trigger, job, instruction);
            return;
        }
        try {
            executeWithoutLock(connection -> {
                triggeredJobComplete(connection, trigger, job, instruction);
                return trigger;
            });
        } catch (JobPersistenceException e) {
            // The database is away: go the way that waits for it.
            super.triggeredJobComplete(trigger, job, instruction);
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
