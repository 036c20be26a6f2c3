package io.rootsocket.hub.outbox;

import io.rootsocket.hub.outbox.message.OutboxMessage;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * The lanes that are ready, in the order of their turns: start-time fair queueing, in which each message counts one, and each
 * priority has its own virtual time. Not safe for threads: guarded by the lock of {@link ReadyLanes}.
 */
final class FairQueue {

    /** By how many messages a lane may get ahead of those that wait: fewer are fairer, and with more it is opened less often. */
    private static final int MAX_AHEAD = 5;

    private final NavigableSet<Lane> ready = new TreeSet<>(Lane.BY_TURN);
    /**
     * The virtual time of each priority: how many messages each lane has had that waited all the time. Who comes anew begins
     * with that. It also grows by one whenever as many were handled as there are lanes, or those that come anew could pass the
     * others for ever.
     */
    private final long[] time = new long[OutboxMessage.HIGHEST_PRIORITY + 1];

    private int handled;

    boolean isEmpty() {
        return ready.isEmpty();
    }

    /** Whose turn it is. Not while it is empty. */
    Lane first() {
        return ready.first();
    }

    /** Adds a lane that is ready. */
    void add(Lane lane) {
        lane.served(Math.max(lane.served(), time[lane.priority()]));
        ready.add(lane);
    }

    /** Before its state changes. */
    void remove(Lane lane) {
        ready.remove(lane);
    }

    /** A lane that is not in here comes to another priority, where it is new. */
    void moveTo(int priority, Lane lane) {
        lane.served(time[priority]);
    }

    /** A lane that was first, or that nobody waits for, goes on: time has come to what it has had. */
    void begin(Lane lane) {
        advance(lane.priority(), lane.served());
    }

    /**
     * A message of a lane that has its turn was handled.
     *
     * @param draining how many lanes have their turn
     */
    void served(Lane lane, int draining) {
        lane.served(lane.served() + 1);
        handled++;
        if (handled >= ready.size() + draining) {
            handled = 0;
            advance(lane.priority(), time[lane.priority()] + 1);
        }
    }

    private void advance(int priority, long messages) {
        time[priority] = Math.max(time[priority], messages);
    }

    /** Whether a lane that has its turn must end it for one that waits. */
    boolean isOver(Lane lane, boolean late) {
        if (ready.isEmpty()) {
            return false;
        }
        Lane first = ready.first();
        return first.priority() > lane.priority()
                || first.priority() == lane.priority() && (late || lane.served() - first.served() >= MAX_AHEAD);
    }
}
