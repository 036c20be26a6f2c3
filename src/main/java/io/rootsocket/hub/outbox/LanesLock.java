package io.rootsocket.hub.outbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Guards the lanes. Who accepts a message only tells what came of it and goes on: whoever is within, or is the next to be, enters
 * that before anything else. Safe to share between threads; not reentrant.
 *
 * <p>With many more threads than processors, one that is within loses its processor now and then. All who come meanwhile would
 * stand in line behind it and have to be woken one after the other, while those that run already pass them: one caller in fifty
 * waited ten times as long as the others.
 */
final class LanesLock {

    private static final Logger LOG = LoggerFactory.getLogger(LanesLock.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Runnable> told = new ConcurrentLinkedQueue<>();
    private List<Runnable> afterwards = new ArrayList<>();

    /** Has a change made before all that anybody within does from now on. Does not wait for it. */
    void tell(Runnable change) {
        told.add(change);
        enterWhatWasTold();
    }

    /** Like {@link #tell}, by one who enters itself soon. */
    void tellOnTheWayIn(Runnable change) {
        told.add(change);
    }

    /** Enters; {@link #leave} must follow. */
    void enter() {
        lock.lock();
        makeChanges();
    }

    /** Leaves, and then does what was put off. */
    void leave() {
        try {
            letGo();
        } finally {
            enterWhatWasTold();
        }
    }

    /** Who is within has something done once it has left: to wake a thread here would have it come before this one is out. */
    void afterwards(Runnable task) {
        afterwards.add(task);
    }

    /** Waits within for a while, or until it is signalled; others come and go meanwhile. */
    void await(Condition signal, long nanos) throws InterruptedException {
        signal.awaitNanos(nanos);
        makeChanges();
    }

    Condition newCondition() {
        return lock.newCondition();
    }

    /** Whoever was within may have looked just before something was told. */
    private void enterWhatWasTold() {
        while (!told.isEmpty() && lock.tryLock()) {
            makeChanges();
            letGo();
        }
    }

    private void makeChanges() {
        for (Runnable change = told.poll(); change != null; change = told.poll()) {
            try {
                change.run();
            } catch (RuntimeException | Error e) {
                // It is not the fault of the one who is within.
                LOG.error("The lanes do not know of something that came; the next look finds it.", e);
                OutboxTimer.tellIfFatal(e);
            }
        }
    }

    private void letGo() {
        List<Runnable> tasks = List.of();
        if (!afterwards.isEmpty()) {
            // The next one has a list of its own: this one is gone through outside.
            tasks = afterwards;
            afterwards = new ArrayList<>();
        }
        lock.unlock();
        tasks.forEach(Runnable::run);
    }
}
