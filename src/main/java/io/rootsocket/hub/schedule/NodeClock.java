package io.rootsocket.hub.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether this node's clock can be believed. If it is far from the database's, and another node agrees with the database, it
 * is wrong: it would fire what is not due, which then is over for all. If no other node agrees, it may as well be the
 * database's clock that is wrong, and schedules go on by ours. Safe to share between threads.
 */
final class NodeClock {

    /** Clocks that nobody keeps drift apart by seconds; further, somebody has set one. */
    static final Duration MAX_SKEW = Duration.ofSeconds(30);

    private volatile Duration skew = Duration.ZERO;
    private volatile boolean othersAgree;

    /**
     * @param skew how far this node's clock is ahead of the database's
     * @param othersAgree whether the clock of another node that lives is near the database's
     */
    void measured(Duration skew, boolean othersAgree) {
        this.skew = skew;
        this.othersAgree = othersAgree;
    }

    /** That it is far from the database's. */
    Optional<String> skewed() {
        return isSkewed()
                ? Optional.of("This machine's clock is %,d s %s the database's."
                        .formatted(skew.abs().toSeconds(), skew.isNegative() ? "behind" : "ahead of"))
                : Optional.empty();
    }

    /** Why nothing may fire by it; empty if it may. */
    Optional<String> wrong() {
        return skewed().filter(off -> othersAgree)
                .map(off -> off
                        + " Other nodes agree with the database: nothing fires here until this clock is right. Let it"
                        + " follow a time server.");
    }

    private boolean isSkewed() {
        return skew.abs().compareTo(MAX_SKEW) > 0;
    }

    /** Whether to ask the database before something fires: its clock could have been set this moment. */
    boolean hasWitness() {
        return othersAgree;
    }

    /** Whether what is due at a time is not due yet by the database's clock, for certain. */
    static boolean isEarly(Instant due, Instant databaseTime) {
        return Duration.between(databaseTime, due).compareTo(MAX_SKEW) > 0;
    }
}
