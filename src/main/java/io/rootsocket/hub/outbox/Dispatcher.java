package io.rootsocket.hub.outbox;

import io.github.resilience4j.core.IntervalFunction;
import jakarta.jms.JMSException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the lanes of one RootSocket application their turns: the most urgent first, as many at once as there are workers,
 * no faster than the {@link Gate} allows. Safe to share between threads.
 */
final class Dispatcher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    /** How long a lane keeps a worker that others of its priority wait for. */
    private static final Duration LONGEST_TURN = Duration.ofMillis(100);

    private static final int NORMAL_PRIORITY = 4;

    private final Visit visit;
    private final Clock clock;
    private final Gate gate;
    private final IntervalFunction backOff;
    private final ScheduledExecutorService timer;
    private final ExecutorService workers;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<LaneName, Lane> lanes = new HashMap<>();
    private final PriorityQueue<Lane> ready = new PriorityQueue<>(Lane.BY_TURN);
    private @Nullable Thread waitsForGate;
    private long turns;
    private int idle;
    private boolean closing;

    Dispatcher(String account, OutboxSettings settings, Visit visit, Clock clock, ScheduledExecutorService timer) {
        this.visit = visit;
        this.clock = clock;
        this.timer = timer;
        this.gate = new Gate(account, settings, this::hurry);
        this.backOff = Gate.backOff(settings);
        this.workers = Executors.newFixedThreadPool(settings.concurrency(), Outbox.threads("outbox-" + account));
        for (int i = 0; i < settings.concurrency(); i++) {
            workers.execute(this::work);
        }
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

    private void makeReady(Lane lane) {
        lane.beReady(turns++);
        ready.add(lane);
        changed.signal();
    }

    private void work() {
        try {
            for (Lane lane = next(); lane != null; lane = next()) {
                var turn = new WorkersTurn(lane);
                settle(lane, visit.deliver(turn));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return the lane whose turn it is, with leave to send one message; null if there will be no more turns */
    private @Nullable Lane next() throws InterruptedException {
        lock.lock();
        try {
            while (!closing) {
                if (ready.isEmpty()) {
                    idle++;
                    try {
                        changed.await();
                    } finally {
                        idle--;
                    }
                    continue;
                }
                long wait = waitsForGate == null ? gate.tryEnter() : Long.MAX_VALUE;
                if (wait == 0) {
                    Lane lane = ready.remove();
                    lane.beVisited();
                    if (!ready.isEmpty()) {
                        // Who waited for the gate may have slept through the word that there is more.
                        changed.signal();
                    }
                    return lane;
                }
                waitForGate(wait);
            }
            return null;
        } finally {
            lock.unlock();
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

    private void settle(Lane lane, VisitEnd end) {
        if (end instanceof VisitEnd.Failed failed) {
            gate.failed(lane.failures() > 0);
            if (failed.everyChannel()) {
                failed.retryAfter().ifPresent(gate::pause);
            }
        }
        locked(() -> {
            if (end instanceof VisitEnd.Failed failed) {
                lane.fail(clock.instant());
                logFailure(lane, failed.reason());
                retry(lane, failed.retryAfter().orElse(Duration.ZERO));
            } else if (end instanceof VisitEnd.NoBroker) {
                lane.fail(clock.instant());
                retry(lane, Duration.ZERO);
            } else if (end instanceof VisitEnd.More || lane.isCalled()) {
                makeReady(lane);
            } else {
                lane.beIdle();
            }
        });
    }

    private void retry(Lane lane, Duration atLeast) {
        lane.beRetrying();
        long millis = Math.max(backOff.apply(lane.failures()), atLeast.toMillis());
        if (!closing) {
            timer.schedule(() -> locked(() -> wake(lane)), millis, TimeUnit.MILLISECONDS);
        }
    }

    private void wake(Lane lane) {
        if (lane.state() == Lane.State.RETRYING) {
            makeReady(lane);
        } else if (lane.state() == Lane.State.VISITED) {
            lane.call();
        }
    }

    /** An outage is over: nobody waits out a back-off that the outage was the reason for. */
    private void hurry() {
        locked(() -> lanes.values().stream()
                .filter(lane -> lane.state() == Lane.State.RETRYING)
                .toList()
                .forEach(this::makeReady));
    }

    /** In an outage the gate has said it for all. */
    private void logFailure(Lane lane, String reason) {
        if (!gate.isShut() && lane.tellFailure()) {
            LOG.warn(
                    "Channel {} cannot be delivered to; its messages wait. {}",
                    lane.name().channel(),
                    reason);
        }
    }

    private void logRecovery(Lane lane, Instant since) {
        var lasted = Duration.ofSeconds(Duration.between(since, clock.instant()).toSeconds());
        LOG.info("Channel {} is delivered to again, after {}.", lane.name().channel(), lasted);
    }

    /** Moves what is too late to the dead letters, also while nothing can be delivered. */
    void expire() {
        List<Lane> late = new ArrayList<>();
        locked(() -> lanes.values().stream()
                .filter(lane -> lane.state() == Lane.State.READY || lane.state() == Lane.State.RETRYING)
                .filter(lane -> lane.takeExpiry(clock.instant()))
                .forEach(late::add));
        late.forEach(this::expire);
    }

    private void expire(Lane lane) {
        boolean[] ours = new boolean[1];
        locked(() -> {
            ours[0] = ready.remove(lane) || lane.state() == Lane.State.RETRYING;
            if (ours[0]) {
                lane.beVisited();
            }
        });
        if (!ours[0]) {
            return;
        }
        try {
            visit.expire(lane.name());
        } catch (JMSException | RuntimeException e) {
            LOG.debug("What is too late in {} could not be moved", lane.name(), e);
        } finally {
            locked(() -> makeReady(lane));
        }
    }

    /** Starts no more turns, and waits until those that are on have ended, at most for {@code timeout}. */
    boolean stop(Duration timeout) throws InterruptedException {
        locked(() -> {
            closing = true;
            changed.signalAll();
        });
        workers.shutdown();
        return workers.awaitTermination(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Interrupts what has not ended. Safe twice. */
    @Override
    public void close() {
        locked(() -> {
            closing = true;
            changed.signalAll();
        });
        workers.shutdownNow();
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }

    private final class WorkersTurn implements Turn {

        private final Lane lane;
        private final long end = System.nanoTime() + LONGEST_TURN.toNanos();

        WorkersTurn(Lane lane) {
            this.lane = lane;
        }

        @Override
        public LaneName lane() {
            return lane.name();
        }

        @Override
        public void settled() {
            gate.succeeded();
            locked(() -> lane.recover().ifPresent(since -> logRecovery(lane, since)));
        }

        @Override
        public void skipped() {
            gate.notSent();
        }

        @Override
        public boolean mayLinger() {
            lock.lock();
            try {
                // A limited rate leaves no hurry, and who lingers would keep others from what it allows.
                return idle > 0 && !closing && !gate.isLimited();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public boolean goesOn() {
            lock.lock();
            try {
                Lane other = ready.peek();
                boolean giveWay = other != null && (System.nanoTime() > end || other.priority() > lane.priority());
                lane.heed();
                return !closing && !giveWay && waitsForGate == null && gate.tryEnter() == 0;
            } finally {
                lock.unlock();
            }
        }
    }
}
