package io.rootsocket.hub.schedule;

import io.rootsocket.hub.schedule.store.LedgerJobStore;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.impl.DefaultThreadExecutor;
import org.quartz.impl.DirectSchedulerFactory;
import org.quartz.impl.SchedulerRepository;

/** Makes the Quartz scheduler whose jobs are in the hub's database. */
final class QuartzOnDatabase {

    /** The same on all nodes, or they would not share their triggers. */
    static final String NAME = "hub";

    private static final int THREADS = 100;
    /** What other nodes store, it finds only when it looks. */
    private static final long IDLE_MILLIS = 5_000;
    /** What this node stores, it is told of; it looks for what a clock that was set, or a machine that slept, makes due. */
    private static final long IDLE_ALONE_MILLIS = 15_000;

    private static final long RETRY_MILLIS = 1_000;

    private QuartzOnDatabase() {}

    /**
     * A scheduler that is not started yet.
     *
     * @param shared whether other nodes may use the database as well
     */
    static Scheduler create(String node, LedgerJobStore store, FiredOccurrences fired, boolean shared)
            throws SchedulerException {
        var threads = new QuartzThreads();
        threads.setThreadCount(THREADS);
        var factory = DirectSchedulerFactory.getInstance();
        // Quartz registers schedulers by name in each Java process; two hubs in one process share the name.
        synchronized (factory) {
            factory.createScheduler(
                    NAME,
                    node,
                    threads,
                    new DefaultThreadExecutor(),
                    store,
                    null,
                    null,
                    0,
                    shared ? IDLE_MILLIS : IDLE_ALONE_MILLIS,
                    RETRY_MILLIS,
                    false,
                    null,
                    THREADS,
                    0L,
                    true);
            Scheduler scheduler = factory.getScheduler(NAME);
            SchedulerRepository.getInstance().remove(NAME);
            scheduler.setJobFactory(FireJob.factory(fired));
            scheduler.getListenerManager().addSchedulerListener(new QuartzErrors());
            return scheduler;
        }
    }
}
