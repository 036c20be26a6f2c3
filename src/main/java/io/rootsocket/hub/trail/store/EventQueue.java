package io.rootsocket.hub.trail.store;

import io.rootsocket.hub.trail.TrailEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Has one thread at a time write what all of them record, in one write: who comes meanwhile leaves its event to that one, and
 * does not wait. What nobody asks to be written is written soon, by a timer. Safe to share between threads.
 */
final class EventQueue {

    private static final int MAX_AT_ONCE = 256;
    /** While the disk holds up whoever writes. */
    private static final int MAX_WAITING = 4_096;
    /** Whoever writes does not keep up with so many threads: they wait a little for it. */
    private static final int MANY_WAITING = 1_024;

    private static final Duration HELD_UP = Duration.ofMillis(20);

    private static final Duration MAX_WAIT = Duration.ofMillis(200);

    private static final Duration SOON = Duration.ofMillis(5);

    private final Spool spool;
    private final Queue<TrailEvent> coming = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final ReentrantLock turn = new ReentrantLock();
    private final List<TrailEvent> batch = new ArrayList<>();
    private final LongAdder recorded = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final AtomicBoolean timed = new AtomicBoolean();
    private volatile @Nullable ScheduledExecutorService timer;

    EventQueue(Spool spool) {
        this.spool = spool;
    }

    /** Has what nobody asks to be written be written by a thread of these; until then it is written at once. */
    void start(ScheduledExecutorService thread) {
        timer = thread;
    }

    /** The event is written soon, with those that come until then. */
    void add(TrailEvent event) {
        if (waiting.incrementAndGet() > MAX_WAITING) {
            waiting.decrementAndGet();
            dropped.increment();
            return;
        }
        coming.add(event);
        ScheduledExecutorService known = timer;
        if (waiting.get() > MANY_WAITING) {
            waitForTurn(HELD_UP);
        } else if (known == null) {
            write();
        } else if (!timed.get() && timed.compareAndSet(false, true)) {
            writeSoon(known);
        }
    }

    private void writeSoon(ScheduledExecutorService thread) {
        try {
            thread.schedule(
                    () -> {
                        // First: who comes from now on asks for the next time.
                        timed.set(false);
                        write();
                    },
                    SOON.toMillis(),
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopping) {
            timer = null;
            timed.set(false);
            write();
        }
    }

    /** All that was added before is written once this returns, or dropped, or is about to be by whoever is writing. */
    void write() {
        if (!coming.isEmpty() && turn.tryLock()) {
            writeAndLetGo();
        }
    }

    /** All that was added before is written once this returns, or dropped; unless the disk takes longer than anybody may wait. */
    void writeAndWait() {
        waitForTurn(MAX_WAIT);
    }

    private void waitForTurn(Duration timeout) {
        try {
            if (turn.tryLock(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                writeAndLetGo();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** All that was added before is written once this returns, or dropped. */
    void flush() {
        turn.lock();
        writeAndLetGo();
    }

    private void writeAndLetGo() {
        do {
            writeAllAndLetGo();
            // Who came after the last look found the turn taken.
        } while (!coming.isEmpty() && turn.tryLock());
    }

    private void writeAllAndLetGo() {
        try {
            TrailEvent next = coming.poll();
            while (next != null) {
                batch.add(next);
                next = batch.size() < MAX_AT_ONCE ? coming.poll() : null;
                if (next == null) {
                    append();
                    next = coming.poll();
                }
            }
        } finally {
            turn.unlock();
        }
    }

    private void append() {
        int kept = 0;
        try {
            kept = spool.append(batch);
        } finally {
            waiting.addAndGet(-batch.size());
            recorded.add(kept);
            dropped.add(batch.size() - kept);
            batch.clear();
        }
    }

    long recorded() {
        return recorded.sum();
    }

    long dropped() {
        return dropped.sum();
    }

    /** One that could not be made into what is written. */
    void drop() {
        dropped.increment();
    }
}
