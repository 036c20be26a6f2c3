package io.rootsocket.hub.schedule.timetable;

import java.time.Duration;

/**
 * How a schedule behaves when things do not go to plan.
 *
 * @param onMissed what becomes of occurrences whose time passed unused
 * @param staleAfter how late an occurrence may still fire; later than that, it is missed
 * @param overlap what becomes of an occurrence whose predecessor is still under way
 * @param delay how long after its time the route fires, always the same for a route: what is left of its jitter
 * @param priority of what is due in the same second, the higher fires first; Quartz's default is 5
 */
public record FirePolicy(OnMissed onMissed, Duration staleAfter, Overlap overlap, Duration delay, int priority) {

    /** Up to this late, an occurrence is on time: a busy hub is not a hub that missed something. */
    public static final Duration GRACE = Duration.ofSeconds(5);

    /** What a route gets that says nothing: fire once if less than ten minutes late. */
    public static final FirePolicy DEFAULT =
            new FirePolicy(OnMissed.FIRE_ONCE, Duration.ofMinutes(10), Overlap.ALLOW, Duration.ZERO, 5);

    /**
     * @throws IllegalArgumentException if a time is negative
     */
    public FirePolicy {
        if (staleAfter.isNegative() || delay.isNegative()) {
            throw new IllegalArgumentException("`staleAfter` and `jitter` must not be negative.");
        }
    }
}
