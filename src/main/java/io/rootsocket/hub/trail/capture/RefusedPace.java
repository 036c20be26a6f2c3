package io.rootsocket.hub.trail.capture;

import java.util.function.LongSupplier;

/**
 * How many refused calls are recorded: some in a second only. Who may call without being let in must not be able to fill the
 * trail. Safe for threads.
 */
final class RefusedPace {

    private static final int MAX_AT_ONCE = 100;
    private static final long NANOS_FOR_ONE = 100_000_000;

    private final LongSupplier nanos;
    /** Until when those that were recorded take up the time; never further ahead than so many at once. */
    private long takenUntil;

    RefusedPace(LongSupplier nanos) {
        this.nanos = nanos;
        this.takenUntil = nanos.getAsLong();
    }

    /** Whether one more may be recorded now. If so, it counts. */
    synchronized boolean hasRoom() {
        long now = nanos.getAsLong();
        if (takenUntil - now < 0) {
            takenUntil = now;
        }
        if (takenUntil - now > MAX_AT_ONCE * NANOS_FOR_ONE) {
            return false;
        }
        takenUntil += NANOS_FOR_ONE;
        return true;
    }
}
