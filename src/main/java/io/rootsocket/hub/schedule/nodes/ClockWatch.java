package io.rootsocket.hub.schedule.nodes;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/** Sees when somebody sets the wall clock: from then on it is not where the monotonic one says. For one thread. */
public final class ClockWatch {

    /** Between the reading of the two; longer, and they do not say the same moment. */
    private static final long MAX_APART_NANOS = Duration.ofMillis(100).toNanos();

    private final Clock clock;
    private final LongSupplier monotonic;
    private Instant time;
    private long nanos;

    /** @param monotonic nanoseconds that nobody sets, as {@link System#nanoTime()} */
    public ClockWatch(Clock clock, LongSupplier monotonic) {
        this.clock = clock;
        this.monotonic = monotonic;
        this.time = clock.instant();
        this.nanos = monotonic.getAsLong();
    }

    /** By how much the wall clock was set since the last look: forward, or back if it is negative. */
    public Duration step() {
        long before = monotonic.getAsLong();
        Instant now = clock.instant();
        if (monotonic.getAsLong() - before > MAX_APART_NANOS) {
            return Duration.ZERO;
        }
        Duration step = Duration.between(time, now).minusNanos(before - nanos);
        time = now;
        nanos = before;
        return step;
    }
}
