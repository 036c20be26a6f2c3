package io.rootsocket.hub.routetest;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.apache.camel.spi.ThreadPoolFactory;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.util.concurrent.SynchronousExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Gives Camel threads that are none: what would run beside or later runs here and now, with the clock moved on. So a test
 * has the same outcome each time, and waits for nothing.
 */
final class VirtualThreads implements ThreadPoolFactory {

    private final VirtualClock clock;

    VirtualThreads(VirtualClock clock) {
        this.clock = clock;
    }

    @Override
    public ExecutorService newCachedThreadPool(ThreadFactory threads) {
        return new SynchronousExecutorService();
    }

    @Override
    public ExecutorService newThreadPool(ThreadPoolProfile profile, ThreadFactory threads) {
        return new SynchronousExecutorService();
    }

    @Override
    public ScheduledExecutorService newScheduledThreadPool(ThreadPoolProfile profile, ThreadFactory threads) {
        return new Later(clock);
    }

    private static final class Later extends SynchronousExecutorService implements ScheduledExecutorService {

        private final VirtualClock clock;

        Later(VirtualClock clock) {
            this.clock = clock;
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
            return schedule(
                    () -> {
                        command.run();
                        return null;
                    },
                    delay,
                    unit);
        }

        @Override
        public <V extends @Nullable Object> ScheduledFuture<V> schedule(
                Callable<V> callable, long delay, TimeUnit unit) {
            clock.advance(Duration.ofNanos(unit.toNanos(delay)));
            var done = new Done<>(callable);
            done.run();
            return done;
        }

        /** What repeats for ever has no place in a test: it never begins. */
        @Override
        public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long delay, long period, TimeUnit unit) {
            return new Done<>(() -> null);
        }

        @Override
        public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long first, long delay, TimeUnit unit) {
            return new Done<>(() -> null);
        }
    }

    private static final class Done<V extends @Nullable Object> extends FutureTask<V> implements ScheduledFuture<V> {

        Done(Callable<V> callable) {
            super(callable);
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return 0;
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(0, other.getDelay(TimeUnit.NANOSECONDS));
        }
    }
}
