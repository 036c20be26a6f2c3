package io.rootsocket.hub.outbox;

import io.rootsocket.hub.outbox.LaneState.Idle;
import io.rootsocket.hub.outbox.LaneState.Ready;
import io.rootsocket.hub.outbox.LaneState.SetAside;
import io.rootsocket.hub.outbox.message.LaneName;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One channel's messages, which wait for their delivery one behind the other. Not safe for threads: guarded by the lock of
 * {@link ReadyLanes}, which alone changes its state.
 */
final class Lane {

    /**
     * The more urgent first; among equals, of which least was handled; among those, who waits longest. For lanes that are
     * {@link Ready}.
     */
    static final Comparator<Lane> BY_TURN = Comparator.<Lane>comparingInt(lane -> -lane.priority)
            .thenComparingLong(lane -> lane.served)
            .thenComparingLong(Lane::place);

    private final LaneName name;
    private final FailedAttempts failedAttempts = new FailedAttempts();
    private final FailureStreak failures = new FailureStreak();
    private final ExpectedMessages messages = new ExpectedMessages();
    private final Expiries expiries = new Expiries();
    private LaneState state = new Idle();
    private int priority;
    private long served;
    private @Nullable Departure departure;

    Lane(LaneName name) {
        this.name = name;
    }

    LaneName name() {
        return name;
    }

    /** Why its first message failed. Safe also without the lock. */
    FailedAttempts failedAttempts() {
        return failedAttempts;
    }

    /** For who is at it, without the lock. */
    FailureStreak failures() {
        return failures;
    }

    ExpectedMessages messages() {
        return messages;
    }

    Expiries expiries() {
        return expiries;
    }

    int priority() {
        return priority;
    }

    LaneState state() {
        return state;
    }

    /**
     * Only {@link ReadyLanes} does this.
     *
     * @param atPriority that of its most urgent message: it pulls those before it along, as they keep their order
     */
    void become(LaneState next, int atPriority) {
        state = next;
        priority = atPriority;
    }

    /**
     * How many of its messages were handled. What it had no use for while nothing waited in it is counted as if it had been
     * handled: it does not pass those who have waited meanwhile.
     */
    long served() {
        return served;
    }

    /** Only the {@link FairQueue} does this, and not while it stands in it. */
    void served(long messages) {
        served = messages;
    }

    /** A message of it is done with. For its worker. */
    void departs(Departure message) {
        departure = message;
    }

    /** The message of it that is done with and is still to leave, if there is one. For its worker. */
    @Nullable
    Departure takeDeparture() {
        Departure taken = departure;
        departure = null;
        return taken;
    }

    /** Whether nothing was known to wait in it, also while somebody looks after it. */
    boolean isIdle() {
        return state instanceof Idle || state instanceof SetAside aside && aside.kept() instanceof Idle;
    }

    private long place() {
        return state instanceof Ready ready ? ready.place() : Long.MAX_VALUE;
    }

    /** Whether nothing is known to wait in it or to be on its way into it. */
    boolean isUnused() {
        return state instanceof Idle && messages.isNone();
    }

    @Override
    public String toString() {
        return "%s %s".formatted(name.queue(), state);
    }
}
