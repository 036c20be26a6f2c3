package io.rootsocket.hub.alarm;

import java.time.Duration;

/**
 * When people hear of an alarm.
 *
 * @param repeat how long after the last word an alarm that is still raised is said again; zero: never
 * @param clearAfter how long a trouble must be gone until its alarm is cleared, so that one that comes and goes is one
 * @param failures how many failures of a route in a row are an alarm
 * @param stuckAfter how long a message may be in a route
 * @param keep how long a cleared alarm is kept
 */
public record AlarmRules(Duration repeat, Duration clearAfter, int failures, Duration stuckAfter, Duration keep) {

    /** What counts where nothing else is said. */
    public static final AlarmRules DEFAULT =
            new AlarmRules(Duration.ofHours(4), Duration.ofMinutes(2), 3, Duration.ofMinutes(10), Duration.ofDays(90));

    /** How soon after it was cleared an alarm that comes back is the same that flaps. */
    static final Duration FLAP = Duration.ofHours(1);

    /** So long after the last word, that more has gone wrong may be said. */
    static final Duration NEWS = Duration.ofMinutes(15);

    private static final int MAX_DOUBLINGS = 5;

    /** How long a trouble must be gone, that has come back so often. */
    Duration clearAfter(int flaps) {
        return clearAfter.multipliedBy(1L << Math.min(flaps, MAX_DOUBLINGS));
    }
}
