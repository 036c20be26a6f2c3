package io.rootsocket.hub.schedule;

import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.util.concurrent.CamelThreadFactory;
import org.apache.camel.util.concurrent.ThreadHelper;
import org.quartz.spi.ThreadPool;

/**
 * Quartz's threads, which there are as long as something fires. Quartz's own pool starts all of them at once, and at its end
 * waits for each until it wakes, half a second later. Public, as Quartz makes it by its name. Safe to share between threads.
 */
public final class QuartzThreads implements ThreadPool {

    private static final long IDLE_SECONDS = 10;

    private final ThreadFactory factory = new CamelThreadFactory(ThreadHelper.DEFAULT_PATTERN, "schedule", true);
    /** What Quartz fires while it ends is no error of its trigger: it still runs. */
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            factory,
            (job, ended) -> factory.newThread(job).start());

    private int count;
    private Semaphore free = new Semaphore(0);

    /** How many may run at a time. Before {@link #initialize}. */
    public void setThreadCount(int count) {
        this.count = count;
    }

    @Override
    public void initialize() {
        free = new Semaphore(count);
    }

    /** Waits for a free thread. */
    @Override
    public boolean runInThread(Runnable job) {
        free.acquireUninterruptibly();
        threads.execute(() -> {
            try {
                job.run();
            } finally {
                free.release();
            }
        });
        return true;
    }

    @Override
    public int blockForAvailableThreads() {
        free.acquireUninterruptibly();
        free.release();
        // Only the scheduler's own thread takes them, so they are still there when it does.
        return Math.max(1, free.availablePermits());
    }

    @Override
    public void shutdown(boolean waitForJobsToComplete) {
        threads.shutdown();
        if (waitForJobsToComplete) {
            free.acquireUninterruptibly(count);
            free.release(count);
        }
    }

    @Override
    public int getPoolSize() {
        return count;
    }

    @Override
    public void setInstanceId(String id) {
        // The threads are named for what they do.
    }

    @Override
    public void setInstanceName(String name) {
        // The same.
    }
}
