package io.rootsocket.hub.schedule.nodes;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether this node's clock can be believed. If it is far from the database's, and another node agrees with the database, it
 * is wrong: it would fire what is not due, which then is over for all. If no other node agrees, it may as well be the
 * database's clock that is wrong, and schedules go on by ours. Once another node has contradicted it, it stays wrong until it
 * is right, also while that node starts again; or until that node says the same as we do. Safe to share between threads.
 */
public final class NodeClock {

    /** Clocks that nobody keeps drift apart by seconds; further, somebody has set one. */
    static final Duration MAX_SKEW = Duration.ofSeconds(30);

    private volatile Duration skew = Duration.ZERO;
    private volatile boolean othersAgree;
    private volatile Set<String> contradictedBy = Set.of();

    /**
     * @param skew how far this node's clock is ahead of the database's
     * @param others the same of the other nodes that live
     */
    public synchronized void measured(Duration skew, Map<String, Duration> others) {
        Set<String> agree = others.entrySet().stream()
                .filter(other -> !isFar(other.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
        this.skew = skew;
        othersAgree = !agree.isEmpty();
        if (!isFar(skew) || othersAgree) {
            contradictedBy = isFar(skew) ? agree : Set.of();
        } else if (contradictedBy.stream().anyMatch(other -> isNear(skew, others.get(other)))) {
            // The database's clock drifts away from all nodes, and from this one a moment sooner.
            contradictedBy = Set.of();
        }
    }

    private static boolean isNear(Duration skew, @Nullable Duration other) {
        return other != null && !isFar(skew.minus(other));
    }

    /** That it is far from the database's. */
    public Optional<String> skewed() {
        return isFar(skew)
                ? Optional.of("This machine's clock is %,d s %s the database's."
                        .formatted(skew.abs().toSeconds(), skew.isNegative() ? "behind" : "ahead of"))
                : Optional.empty();
    }

    /** Why nothing may fire by it; empty if it may. */
    public Optional<String> wrong() {
        return skewed().filter(off -> !contradictedBy.isEmpty())
                .map(off -> off
                        + " Other nodes agree with the database: nothing fires here until this clock is right. Let it"
                        + " follow a time server.");
    }

    private static boolean isFar(Duration skew) {
        return skew.abs().compareTo(MAX_SKEW) > 0;
    }

    /** Whether to ask the database before something fires: its clock could have been set this moment. */
    public boolean hasWitness() {
        return othersAgree || !contradictedBy.isEmpty();
    }

    /** Whether a node's time is so far from the database's that it decides nothing. */
    public static boolean isFar(Instant time, Instant databaseTime) {
        return isFar(Duration.between(databaseTime, time));
    }

    /** Whether what is due at a time is not due yet by the database's clock, for certain. */
    public static boolean isEarly(Instant due, Instant databaseTime) {
        return Duration.between(databaseTime, due).compareTo(MAX_SKEW) > 0;
    }
}
