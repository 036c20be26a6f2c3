package io.rootsocket.hub.outbox;

import io.rootsocket.hub.broker.DaemonThreads;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the outbox does every so often, or later, in one thread. Safe to share between threads. */
final class OutboxTimer implements ReadyLanes.Timer {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxTimer.class);

    /** What is asked of it after the end need not be done. */
    private final ScheduledExecutorService timer = new ScheduledThreadPoolExecutor(
            1, DaemonThreads.named("outbox-timer"), new ThreadPoolExecutor.DiscardPolicy());

    /** Does something at once, and again each time so long after it was done, whatever it throws. */
    void repeat(Runnable task, Duration every) {
        timer.scheduleWithFixedDelay(() -> guarded(task), 0, every.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void runAfter(Duration wait, Runnable task) {
        timer.schedule(() -> guarded(task), wait.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            LOG.error("The outbox could not look after itself; it goes on.", e);
            tellIfFatal(e);
        }
    }

    /** What may have hurt other threads too is for whoever watches over them, as if this one had died of it. */
    static void tellIfFatal(Throwable failure) {
        if (failure instanceof VirtualMachineError) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
        }
    }

    boolean isOver() {
        return timer.isShutdown();
    }

    /** Ends once what it does is done. */
    void end() {
        timer.shutdown();
    }

    /** Ends at once. */
    void endNow() {
        timer.shutdownNow();
    }
}
