package io.rootsocket.hub.outbox;

import io.github.resilience4j.core.IntervalFunction;
import io.rootsocket.hub.outbox.LaneState.BackingOff;
import io.rootsocket.hub.outbox.LaneState.Draining;
import io.rootsocket.hub.outbox.LaneState.Idle;
import io.rootsocket.hub.outbox.LaneState.Leaving;
import io.rootsocket.hub.outbox.LaneState.Ready;
import io.rootsocket.hub.outbox.LaneState.SetAside;
import io.rootsocket.hub.outbox.LaneState.Unattended;
import io.rootsocket.hub.outbox.message.LaneName;
import io.rootsocket.hub.outbox.message.OutboxMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The lanes of one RootSocket application, and whose turn it is: the most urgent first, among equals those of which least was
 * handled while they waited, no faster than the {@link Gate} allows. {@link LaneState} draws what may become of a lane. Safe
 * to share between threads.
 *
 * <p>Who was at a lane gives it back through {@link #end}, with what came of it: nothing else ends that.
 */
final class ReadyLanes {

    /** How long a lane may keep a worker that others of its priority wait for. */
    private static final Duration MAX_TURN = Duration.ofMillis(100);

    private final Gate gate;
    private final IntervalFunction backOff;
    private final boolean shared;
    private final Clock clock;
    private final Clock ticks;
    private final Timer timer;
    private final Workers workers;
    private final LanesLock lock = new LanesLock();
    private final Condition gateMayBeOpen = lock.newCondition();
    private final Map<LaneName, Lane> lanes = new HashMap<>();
    private final FairQueue ready = new FairQueue();
    private int draining;

    private @Nullable Thread waitsForGate;
    private long places;
    private volatile boolean closed;

    /**
     * @param backOff how many milliseconds a lane waits after so many failures
     * @param shared whether others may put messages into the lanes, and take them, without our knowing
     * @param ticks a clock that nobody sets
     * @param workers who take turns; theirs are guarded by the lock of this
     */
    ReadyLanes(
            Gate gate,
            IntervalFunction backOff,
            boolean shared,
            Clock clock,
            Clock ticks,
            Timer timer,
            Workers workers) {
        this.gate = gate;
        this.backOff = backOff;
        this.shared = shared;
        this.clock = clock;
        this.ticks = ticks;
        this.timer = timer;
        this.workers = workers;
    }

    /** Runs something later. */
    @FunctionalInterface
    interface Timer {
        void runAfter(Duration wait, Runnable task);
    }

    /** A message is on its way into a lane. */
    void announce(LaneName name) {
        lock.tell(() -> lane(name).messages().announce());
    }

    /** What was on its way into a lane did not come. */
    void revoke(LaneName name) {
        lock.tell(() -> lane(name).messages().revoke());
    }

    /** A message that was announced came into a lane. */
    void expect(LaneName name, int priority, Optional<Instant> expiresAt) {
        lock.tell(() -> {
            Lane lane = lane(name);
            lane.messages().arrive();
            expiresAt.ifPresent(lane.expiries()::add);
            messageCame(lane, priority);
        });
    }

    /** Messages were found in a lane; whether they may expire is not known of a new one. */
    void find(LaneName name) {
        locked(() -> {
            Lane lane = lane(name);
            boolean idle = lane.isIdle();
            lane.messages().find();
            if (idle || shared) {
                lane.expiries().mayBeOthers(clock.instant());
            }
            messageCame(lane, idle ? OutboxMessage.NORMAL_PRIORITY : lane.priority());
        });
    }

    private Lane lane(LaneName name) {
        return lanes.computeIfAbsent(name, Lane::new);
    }

    private void messageCame(Lane lane, int ofMessage) {
        int priority = lane.isIdle() ? ofMessage : Math.max(lane.priority(), ofMessage);
        LaneState state = lane.state();
        if (state instanceof Idle idle) {
            become(lane, idle.messageCame(places++), priority);
        } else if (state instanceof SetAside aside && aside.kept() instanceof Idle idle) {
            become(lane, aside.become(idle.messageCame(places++)), priority);
        } else if (state instanceof Draining draining) {
            become(lane, draining.messageCameMeanwhile(), priority);
        } else {
            become(lane, state, priority);
        }
    }

    /**
     * Asks for a turn, and waits only for the gate.
     *
     * @return the lane whose turn it is, with leave to send one message; null if there is nothing to do now: another worker is
     *     called when there is
     */
    @Nullable
    Lane next() throws InterruptedException {
        lock.enter();
        try {
            workers.isAwake();
            while (!closed && !ready.isEmpty() && waitsForGate == null) {
                long wait = gate.tryEnter();
                if (wait == 0) {
                    return take();
                }
                waitForGate(wait);
            }
            workers.leaves();
            return null;
        } finally {
            lock.leave();
        }
    }

    private Lane take() {
        Lane lane = ready.first();
        ready.begin(lane);
        become(lane, ((Ready) lane.state()).drain());
        lane.messages().look();
        if (!ready.isEmpty()) {
            wakeOne();
        }
        return lane;
    }

    /** One worker waits for the gate to open, and calls the others then. */
    private void waitForGate(long nanos) throws InterruptedException {
        waitsForGate = Thread.currentThread();
        try {
            lock.await(gateMayBeOpen, nanos);
        } finally {
            waitsForGate = null;
        }
    }

    /** Until when a turn that begins now may last if others wait. */
    Instant endOfTurn() {
        return ticks.instant().plus(MAX_TURN);
    }

    /** Whether the worker that has just handled a message of a lane may handle its next one, and has leave to send it. */
    boolean goesOn(Lane lane, Instant turnEnds) {
        lock.enter();
        try {
            boolean goesOn = !closed
                    && !ready.isOver(lane, ticks.instant().isAfter(turnEnds))
                    && waitsForGate == null
                    && gate.tryEnter() == 0;
            if (goesOn) {
                if (ready.isEmpty()) {
                    ready.begin(lane);
                }
                lane.messages().look();
                become(lane, draining(lane).lookAgain());
            }
            return goesOn;
        } finally {
            lock.leave();
        }
    }

    private static Draining draining(Lane lane) {
        if (lane.state() instanceof Draining draining) {
            return draining;
        }
        throw new IllegalStateException("No worker is at it: " + lane);
    }

    /** What is known of the next message of a lane, by its worker's last look. */
    NextMessage nextOf(Lane lane) {
        return lane.messages().next();
    }

    /**
     * The message that its worker took is gone from a lane.
     *
     * @param own whether this hub has sent it, and so knew of it
     */
    void taken(Lane lane, boolean own) {
        lock.tellOnTheWayIn(() -> {
            if (own) {
                lane.messages().take();
            } else {
                lane.messages().find();
            }
            ready.served(lane, draining);
        });
    }

    /** Who was at a lane leaves it: a worker, or who looked after it. The only way back. */
    void end(Lane lane, DrainResult result) {
        locked(() -> {
            if (lane.state() instanceof SetAside aside) {
                become(lane, afterLook(lane, aside.done(), result));
            } else {
                become(lane, afterDrain(lane, draining(lane), result));
            }
            if (lane.state() instanceof Idle) {
                lane.expiries().clear();
            }
        });
        if (result instanceof DrainResult.Leaving leaving) {
            leaving.departure().whenNoted(() -> noted(lane));
        }
    }

    private void noted(Lane lane) {
        locked(() -> {
            if (lane.state() instanceof Leaving leaving) {
                become(lane, leaving.noted(places++));
            }
        });
    }

    /** What is done with and has not left, of lanes that no worker is at any more. */
    List<Departure> takeDepartures() {
        return inLock(() -> lanes.values().stream()
                .filter(lane -> !(lane.state() instanceof Draining))
                .flatMap(lane -> Stream.ofNullable(lane.takeDeparture()))
                .toList());
    }

    private LaneState afterDrain(Lane lane, Draining draining, DrainResult result) {
        if (result instanceof DrainResult.Empty) {
            lane.messages().lookedInVain();
            return draining.empty(places++);
        }
        if (result instanceof DrainResult.More) {
            return draining.more(places++);
        }
        if (result instanceof DrainResult.Leaving) {
            return draining.leaves();
        }
        lane.messages().find();
        Duration wait = Duration.ofMillis(Math.max(
                backOff.apply(lane.failures().length()), result.retryAfter().toMillis()));
        BackingOff backingOff = draining.mustWait(ticks.instant().plus(wait));
        if (!closed) {
            timer.runAfter(wait, () -> locked(() -> endBackOff(lane, backingOff::equals)));
        }
        return backingOff;
    }

    private Unattended afterLook(Lane lane, Unattended kept, DrainResult result) {
        if (result instanceof DrainResult.Empty) {
            return kept;
        }
        lane.messages().find();
        return kept instanceof Idle idle ? idle.messageCame(places++) : kept;
    }

    /** An outage is over: nobody waits out a back-off that the outage was the reason for. */
    void hurry() {
        locked(() -> lanes.values().forEach(lane -> endBackOff(lane, backingOff -> true)));
    }

    /** @param which of its back-offs: the time of an earlier one says nothing of the one that it is in now */
    private void endBackOff(Lane lane, Predicate<BackingOff> which) {
        LaneState state = lane.state();
        if (state instanceof BackingOff backingOff && which.test(backingOff)) {
            become(lane, backingOff.over(places++));
        } else if (state instanceof SetAside aside
                && aside.kept() instanceof BackingOff backingOff
                && which.test(backingOff)) {
            become(lane, aside.become(backingOff.over(places++)));
        }
    }

    /**
     * Looks after each lane that waits and has something that is too late. Its place and its back-off stay as they are.
     *
     * @param look given each of them while no worker is at it
     */
    void forExpired(Consumer<Lane> look) {
        for (LaneName name : inLock(() -> List.copyOf(lanes.keySet()))) {
            lookAfter(name, lane -> !lane.isIdle() && lane.expiries().takeDue(clock.instant()), lane -> {
                look.accept(lane);
                // Whatever was there may be gone, and not all of it.
                return new DrainResult.More();
            });
        }
    }

    /**
     * Looks after those of some lanes that are not backing off.
     *
     * @param look given each of them while no worker is at it; says whether something waits in it
     */
    void forUnused(List<LaneName> names, Predicate<Lane> look) {
        for (LaneName name : names) {
            lookAfter(
                    name,
                    lane -> !(lane.state() instanceof BackingOff),
                    lane -> look.test(lane) ? new DrainResult.More() : new DrainResult.Empty());
        }
    }

    private void lookAfter(LaneName name, Predicate<Lane> wanted, Function<Lane, DrainResult> look) {
        Optional<Lane> lane = inLock(() -> setAside(lane(name), wanted));
        if (lane.isEmpty()) {
            return;
        }
        DrainResult result = new DrainResult.More();
        try {
            result = look.apply(lane.get());
        } finally {
            end(lane.get(), result);
        }
    }

    private Optional<Lane> setAside(Lane lane, Predicate<Lane> wanted) {
        if (lane.state() instanceof Unattended unattended && wanted.test(lane)) {
            become(lane, unattended.setAside());
            return Optional.of(lane);
        }
        return Optional.empty();
    }

    /** Notes what came of a look for what is too late in a lane. */
    void expired(Lane lane, boolean some, boolean free) {
        locked(() -> lane.expiries().moved(some, free, clock.instant()));
    }

    /** Forgets the lanes in which nothing is known to wait, and into which nothing is on its way. */
    void forgetUnused() {
        locked(() -> lanes.values().removeIf(Lane::isUnused));
    }

    /** How many are known. */
    int size() {
        return inLock(lanes::size);
    }

    /** What a lane is doing; empty if none of that name is known. */
    Optional<LaneState> stateOf(LaneName name) {
        return inLock(() -> Optional.ofNullable(lanes.get(name)).map(Lane::state));
    }

    /** There are no more turns; who waits for one hears of it. */
    void close() {
        locked(() -> {
            closed = true;
            gateMayBeOpen.signal();
        });
    }

    private void become(Lane lane, LaneState next) {
        become(lane, next, lane.priority());
    }

    /** Every change of a lane's state is made here: those that are ready stand in line, and no others. */
    private void become(Lane lane, LaneState next, int priority) {
        LaneState before = lane.state();
        if (before.equals(next) && priority == lane.priority()) {
            return;
        }
        if (before instanceof Ready) {
            ready.remove(lane);
        }
        if (priority != lane.priority()) {
            ready.moveTo(priority, lane);
        }
        draining += (next instanceof Draining ? 1 : 0) - (before instanceof Draining ? 1 : 0);
        lane.become(next, priority);
        if (next instanceof Ready) {
            ready.add(lane);
            if (!(before instanceof Ready)) {
                wakeOne();
            }
        }
    }

    private void wakeOne() {
        if (waitsForGate != null) {
            gateMayBeOpen.signal();
        } else if (!closed && workers.callsOne()) {
            lock.afterwards(this::startWorker);
        }
    }

    private void startWorker() {
        try {
            workers.startOne();
        } catch (RejectedExecutionException closedMeanwhile) {
            locked(workers::didNotCome);
        } catch (RuntimeException | Error e) {
            locked(workers::didNotCome);
            throw e;
        }
    }

    private void locked(Runnable change) {
        lock.enter();
        try {
            change.run();
        } finally {
            lock.leave();
        }
    }

    private <T> T inLock(Supplier<T> question) {
        lock.enter();
        try {
            return question.get();
        } finally {
            lock.leave();
        }
    }
}
