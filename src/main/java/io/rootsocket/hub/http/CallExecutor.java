package io.rootsocket.hub.http;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads for calls, as many as there are calls that take their time; but of calls that come to their end soon only a few run at
 * once, and the others wait for them. More threads than the processors have work for would wait all the same, for a processor,
 * and each would first have to be woken. Whoever has waited for {@link #MAX_WAIT} has a thread of its own, so that no call
 * waits for the end of another one. Safe for threads.
 */
final class CallExecutor extends AbstractExecutorService {

    /** So long a call may wait for a thread. */
    static final Duration MAX_WAIT = Duration.ofMillis(5);

    private static final Logger LOG = LoggerFactory.getLogger(CallExecutor.class);

    private static final Duration IDLE = Duration.ofSeconds(30);

    private final ThreadFactory threads;
    private final int few;
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private final Set<Worker> all = new HashSet<>();
    /** The one that had work last comes first: what it needs is in the processor's caches still. */
    private final Deque<Worker> idle = new ArrayDeque<>();

    private int busy;
    /** Looks after those that wait; none while nobody does. */
    private @Nullable Worker watcher;

    private boolean shutdown;

    private record Waiting(Runnable call, long since) {

        long late() {
            return since + MAX_WAIT.toNanos();
        }
    }

    /** @param few so many run at once before another one waits */
    CallExecutor(ThreadFactory threads, int few) {
        this.threads = threads;
        this.few = few;
    }

    @Override
    public void execute(Runnable call) {
        Worker woken;
        boolean waits;
        synchronized (this) {
            if (shutdown) {
                throw new RejectedExecutionException("No more calls are taken.");
            }
            waits = busy >= few;
            if (!waits) {
                busy++;
                woken = idleOrNew();
                woken.given = call;
            } else {
                waiting.add(new Waiting(call, System.nanoTime()));
                if (watcher != null) {
                    return;
                }
                woken = idleOrNew();
                watcher = woken;
            }
        }
        // Who waits is taken by the others.
        if (!woken.isWoken() && !waits) {
            throw new RejectedExecutionException("There are no more threads.");
        }
    }

    private Worker idleOrNew() {
        Worker known = idle.poll();
        if (known != null) {
            return known;
        }
        var worker = new Worker();
        all.add(worker);
        return worker;
    }

    private final class Worker implements Runnable {

        private final Thread thread = threads.newThread(this);
        private boolean started;
        private @Nullable Runnable given;

        /** By whoever has taken it from the idle ones, or made it; false: there is no room for another thread. */
        private boolean isWoken() {
            if (started) {
                LockSupport.unpark(thread);
                return true;
            }
            started = true;
            try {
                thread.start();
                return true;
            } catch (OutOfMemoryError noThread) {
                forget(this);
                return false;
            }
        }

        @Override
        public void run() {
            try {
                Runnable call = await();
                while (call != null) {
                    run(call);
                    call = next(this);
                    if (call == null) {
                        call = await();
                    }
                }
            } finally {
                end(this);
            }
        }

        private void run(Runnable call) {
            try {
                call.run();
            } catch (RuntimeException | Error e) {
                // Vert.x tells whoever waits for a call of what it fails with, so that nothing comes here.
                thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
            }
        }

        /** Its next call; null if there was none for long, or there will be no more. */
        private @Nullable Runnable await() {
            long until = System.nanoTime() + IDLE.toNanos();
            while (true) {
                long pause;
                Worker next = null;
                Runnable call = null;
                synchronized (CallExecutor.this) {
                    long now = System.nanoTime();
                    if (given != null) {
                        call = given;
                        given = null;
                        return cleared(call);
                    }
                    if (watcher == this) {
                        Waiting first = waiting.peek();
                        if (first == null) {
                            watcher = null;
                            idle.push(this);
                            until = now + IDLE.toNanos();
                            pause = IDLE.toNanos();
                        } else if (now - first.late() >= 0) {
                            call = waiting.remove().call();
                            busy++;
                            next = waiting.isEmpty() ? null : idleOrNew();
                            watcher = next;
                            pause = 0;
                        } else {
                            pause = first.late() - now;
                        }
                    } else if (shutdown || now - until >= 0) {
                        idle.remove(this);
                        return null;
                    } else {
                        pause = until - now;
                    }
                }
                if (next != null && !next.isWoken()) {
                    LOG.debug("There is no thread for those that wait, but that of a call that ends");
                }
                if (call != null) {
                    return cleared(call);
                }
                // Or nobody would sleep.
                Thread.interrupted();
                LockSupport.parkNanos(CallExecutor.this, pause);
            }
        }

        /** An interruption is meant for the call during which it comes. */
        private Runnable cleared(Runnable call) {
            Thread.interrupted();
            return call;
        }
    }

    /** What the worker does next; null: it is idle. */
    private synchronized @Nullable Runnable next(Worker worker) {
        Waiting first = waiting.poll();
        if (first != null) {
            Thread.interrupted();
            return first.call();
        }
        busy--;
        idle.push(worker);
        return null;
    }

    /** It could not start: what it was to do is not done, and who waits is left to those that run. */
    private synchronized void forget(Worker worker) {
        all.remove(worker);
        if (watcher == worker) {
            watcher = null;
        } else {
            busy--;
        }
    }

    private synchronized void end(Worker worker) {
        all.remove(worker);
        notifyAll();
    }

    @Override
    public synchronized void shutdown() {
        shutdown = true;
        all.forEach(worker -> LockSupport.unpark(worker.thread));
    }

    @Override
    public synchronized List<Runnable> shutdownNow() {
        List<Runnable> left = new ArrayList<>();
        waiting.forEach(call -> left.add(call.call()));
        waiting.clear();
        shutdown();
        all.forEach(worker -> worker.thread.interrupt());
        return left;
    }

    @Override
    public synchronized boolean isShutdown() {
        return shutdown;
    }

    @Override
    public synchronized boolean isTerminated() {
        return shutdown && all.isEmpty();
    }

    @Override
    public synchronized boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        long until = System.nanoTime() + unit.toNanos(timeout);
        while (!isTerminated()) {
            long left = until - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }
}
