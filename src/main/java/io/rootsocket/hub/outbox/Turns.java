package io.rootsocket.hub.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is: the most urgent lane first, no faster than the {@link Gate} allows. Safe to share between threads;
 * what is done to a lane through {@link #locked} is done under its lock.
 */
final class Turns {

    private static final Duration LONGEST = Duration.ofMillis(100);
    private static final int NORMAL_PRIORITY = 4;

    private final Gate gate;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<LaneName, Lane> lanes = new HashMap<>();
    private final PriorityQueue<Lane> ready = new PriorityQueue<>(Lane.BY_TURN);
    private @Nullable Thread waitsForGate;
    private long count;
    private int idle;
    private volatile boolean closed;

    Turns(Gate gate, Clock clock) {
        this.gate = gate;
        this.clock = clock;
    }

    /** A message came into a lane. */
    void expect(LaneName name, int priority, Optional<Instant> expiresAt) {
        locked(() -> {
            Lane lane = lanes.computeIfAbsent(name, Lane::new);
            // Its place in the queue depends on its priority.
            boolean wasReady = priority > lane.priority() && ready.remove(lane);
            lane.expect(priority, expiresAt);
            if (wasReady) {
                ready.add(lane);
            } else if (lane.state() == Lane.State.VISITED) {
                lane.call();
            } else if (lane.state() == Lane.State.IDLE) {
                makeReady(lane);
            }
        });
    }

    /** Messages were found in a lane; whether they may expire is not known. */
    void find(LaneName name) {
        locked(() -> {
            Lane known = lanes.get(name);
            if (known == null) {
                expect(name, NORMAL_PRIORITY, Optional.of(clock.instant()));
            } else {
                expect(name, known.state() == Lane.State.IDLE ? NORMAL_PRIORITY : known.priority(), Optional.empty());
            }
        });
    }

    /**
     * Waits for a turn.
     *
     * @return the lane whose turn it is, with leave to send one message; null if there will be no more turns
     */
    @Nullable
    Lane next() throws InterruptedException {
        lock.lock();
        try {
            while (!closed) {
                if (ready.isEmpty()) {
                    waitIdly();
                    continue;
                }
                long wait = waitsForGate == null ? gate.tryEnter() : Long.MAX_VALUE;
                if (wait == 0) {
                    return take();
                }
                waitForGate(wait);
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    private Lane take() {
        Lane lane = ready.remove();
        lane.beVisited();
        if (!ready.isEmpty()) {
            // Who waited for the gate may have slept through the word that there is more.
            changed.signal();
        }
        return lane;
    }

    private void waitIdly() throws InterruptedException {
        idle++;
        try {
            changed.await();
        } finally {
            idle--;
        }
    }

    /** One worker waits for the gate to open, the others for that one. */
    private void waitForGate(long nanos) throws InterruptedException {
        if (waitsForGate != null) {
            changed.await();
            return;
        }
        waitsForGate = Thread.currentThread();
        try {
            changed.awaitNanos(nanos);
        } finally {
            waitsForGate = null;
            changed.signal();
        }
    }

    /** Whether a worker that has just sent a message of a lane may send its next one, and has leave to. */
    boolean goesOn(Lane lane, long turnEnds) {
        lock.lock();
        try {
            Lane other = ready.peek();
            boolean giveWay = other != null && (System.nanoTime() > turnEnds || other.priority() > lane.priority());
            lane.heed();
            return !closed && !giveWay && waitsForGate == null && gate.tryEnter() == 0;
        } finally {
            lock.unlock();
        }
    }

    /** Whether a worker may wait at a lane for its next message, as nobody else needs it. */
    boolean mayLinger() {
        lock.lock();
        try {
            // A limited rate leaves no hurry, and who lingers would keep others from what it allows.
            return idle > 0 && !closed && !gate.isLimited();
        } finally {
            lock.unlock();
        }
    }

    /** Under the lock only. */
    void makeReady(Lane lane) {
        lane.beReady(count++);
        ready.add(lane);
        changed.signal();
    }

    /** The time of a lane's next attempt has come. */
    void wake(Lane lane) {
        locked(() -> {
            if (lane.state() == Lane.State.RETRYING) {
                makeReady(lane);
            } else if (lane.state() == Lane.State.VISITED) {
                lane.call();
            }
        });
    }

    /** An outage is over: nobody waits out a back-off that the outage was the reason for. */
    void hurry() {
        locked(() -> lanes.values().stream()
                .filter(lane -> lane.state() == Lane.State.RETRYING)
                .toList()
                .forEach(this::makeReady));
    }

    /** Gives a turn, without leave to send, to each lane that waits and has something that is too late. */
    void forExpired(Consumer<Lane> turn) {
        List<Lane> late = new ArrayList<>();
        locked(() -> {
            lanes.values().stream()
                    .filter(lane -> lane.state() == Lane.State.READY || lane.state() == Lane.State.RETRYING)
                    .filter(lane -> lane.takeExpiry(clock.instant()))
                    .forEach(late::add);
            late.forEach(lane -> {
                ready.remove(lane);
                lane.beVisited();
            });
        });
        for (Lane lane : late) {
            try {
                turn.accept(lane);
            } finally {
                locked(() -> makeReady(lane));
            }
        }
    }

    /** There are no more turns; who waits for one hears of it. */
    void close() {
        locked(() -> {
            closed = true;
            changed.signalAll();
        });
    }

    boolean isClosed() {
        return closed;
    }

    void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }

    /** Until when a lane may keep a worker that others of its priority wait for. */
    static long endOfATurn() {
        return System.nanoTime() + LONGEST.toNanos();
    }
}
