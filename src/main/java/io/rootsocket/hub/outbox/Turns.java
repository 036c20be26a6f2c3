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
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is: the most urgent lane first, no faster than the {@link Gate} allows. Safe to share between threads;
 * what is done to a lane through {@link #locked} is done under its lock.
 */
final class Turns {

    private static final Duration LONGEST = Duration.ofMillis(100);

    private final Gate gate;
    private final boolean shared;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<LaneName, Lane> lanes = new HashMap<>();
    private final PriorityQueue<Lane> ready = new PriorityQueue<>(Lane.BY_TURN);
    private @Nullable Thread waitsForGate;
    private long count;
    private boolean waking;
    private volatile boolean closed;

    /** @param shared whether others may put messages into the lanes without our knowing */
    Turns(Gate gate, boolean shared, Clock clock) {
        this.gate = gate;
        this.shared = shared;
        this.clock = clock;
    }

    /** A message is on its way into a lane. */
    void announce(LaneName name) {
        locked(() -> lane(name).announce());
    }

    /** What was on its way into a lane did not come. */
    void revoke(LaneName name) {
        locked(() -> lane(name).revoke());
    }

    /** A message that was announced came into a lane. */
    void expect(LaneName name, int priority, Optional<Instant> expiresAt) {
        locked(() -> enter(lane(name), priority, lane -> lane.expect(priority, expiresAt)));
    }

    /** Messages were found in a lane; whether they may expire is not known of a new one. */
    void find(LaneName name) {
        locked(() -> {
            Lane found = lane(name);
            boolean idle = found.state() == Lane.State.IDLE;
            int priority = idle ? OutboxMessage.NORMAL_PRIORITY : found.priority();
            enter(found, priority, lane -> lane.find(priority));
            if (idle || shared) {
                found.othersMayExpire(clock.instant());
            }
        });
    }

    private Lane lane(LaneName name) {
        return lanes.computeIfAbsent(name, Lane::new);
    }

    private void enter(Lane lane, int priority, Consumer<Lane> entry) {
        // Its place in the queue depends on its priority.
        boolean wasReady = priority > lane.priority() && ready.remove(lane);
        entry.accept(lane);
        if (wasReady) {
            ready.add(lane);
        } else if (lane.state() == Lane.State.VISITED) {
            lane.call();
        } else if (lane.state() == Lane.State.IDLE) {
            makeReady(lane);
        }
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
                waking = false;
                if (ready.isEmpty()) {
                    changed.await();
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
            wakeOne();
        }
        return lane;
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
            lane.beLookedAt();
            return !closed && !giveWay && waitsForGate == null && gate.tryEnter() == 0;
        } finally {
            lock.unlock();
        }
    }

    /** Under the lock only. */
    void makeReady(Lane lane) {
        lane.beReady(count++);
        ready.add(lane);
        wakeOne();
    }

    /**
     * One worker at a time is on its way: it wakes the next if there is more by then, and until then those that are awake
     * may have taken it.
     */
    private void wakeOne() {
        if (!waking) {
            waking = true;
            changed.signal();
        }
    }

    /** The time of a lane's next attempt has come. */
    void wake(Lane lane) {
        locked(() -> {
            if (lane.state() == Lane.State.RETRYING) {
                makeReady(lane);
            } else if (lane.state() == Lane.State.VISITED) {
                lane.call();
                lane.beDue();
            }
        });
    }

    /** An outage is over: nobody waits out a back-off that the outage was the reason for. */
    void hurry() {
        locked(() -> lanes.values().forEach(lane -> {
            if (lane.state() == Lane.State.RETRYING) {
                makeReady(lane);
            } else {
                lane.beDue();
            }
        }));
    }

    /**
     * Gives a turn, without leave to send, to each lane that waits and has something that is too late. Its place and its
     * back-off stay as they are.
     */
    void forExpired(Consumer<Lane> turn) {
        for (Lane.State state : List.of(Lane.State.READY, Lane.State.RETRYING)) {
            var expired = setAside(state, () -> lanes.values().stream(), lane -> lane.takeExpiry(clock.instant()));
            for (Lane lane : expired) {
                try {
                    turn.accept(lane);
                } finally {
                    locked(() -> putBack(lane, state));
                }
            }
        }
    }

    private void putBack(Lane lane, Lane.State before) {
        lane.beUncertain();
        if (before == Lane.State.RETRYING && !lane.isDue()) {
            lane.beRetrying();
        } else {
            lane.beReadyAgain();
            ready.add(lane);
            wakeOne();
        }
    }

    /**
     * Gives a turn, without leave to send, to those of some lanes that nobody is at.
     *
     * @param turn says whether something waits in the lane
     */
    void forUnused(List<LaneName> names, Predicate<Lane> turn) {
        for (Lane.State state : List.of(Lane.State.READY, Lane.State.IDLE)) {
            for (Lane lane : setAside(state, () -> names.stream().map(this::lane), lane -> true)) {
                boolean waits = turn.test(lane);
                locked(() -> {
                    if (waits || state == Lane.State.READY) {
                        putBack(lane, Lane.State.READY);
                    } else if (lane.isCalled()) {
                        makeReady(lane);
                    } else {
                        lane.beIdle();
                    }
                });
            }
        }
    }

    private List<Lane> setAside(Lane.State state, Supplier<Stream<Lane>> among, Predicate<Lane> which) {
        List<Lane> those = new ArrayList<>();
        locked(() -> {
            among.get()
                    .filter(lane -> lane.state() == state && which.test(lane))
                    .forEach(those::add);
            those.forEach(lane -> {
                ready.remove(lane);
                lane.beVisited();
            });
        });
        return those;
    }

    /** Forgets the lanes in which nothing is known to wait, and into which nothing is on its way. */
    void forgetUnused() {
        locked(() -> lanes.values().removeIf(Lane::isUnused));
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
