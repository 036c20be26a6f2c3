package io.rootsocket.hub.sandbox;

import java.time.Clock;
import java.util.Optional;

/** The fault that is set, if any. Safe to share between threads. */
public final class Faults {

    private final Clock clock;
    private Optional<Fault> fault = Optional.empty();
    private int remaining;
    private long second;
    private int inThisSecond;

    Faults(Clock clock) {
        this.clock = clock;
    }

    /** Sets a fault; the one before is forgotten. */
    public synchronized void set(Fault newFault) {
        fault = Optional.of(newFault);
        remaining = newFault.times();
    }

    /** Behaves again. */
    public synchronized void clear() {
        fault = Optional.empty();
    }

    /** The fault that is set. */
    public synchronized Optional<Fault> current() {
        return fault;
    }

    /** What the next request meets. */
    synchronized Optional<Fault> next() {
        Optional<Fault> met = fault.filter(this::meets);
        if (fault.isPresent() && remaining > 0 && --remaining == 0) {
            fault = Optional.empty();
        }
        return met;
    }

    private boolean meets(Fault set) {
        if (set.rateLimit() == 0) {
            return true;
        }
        long now = clock.instant().getEpochSecond();
        inThisSecond = now == second ? inThisSecond + 1 : 1;
        second = now;
        return inThisSecond > set.rateLimit();
    }
}
