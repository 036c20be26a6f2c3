package io.rootsocket.hub.alarm;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a schedule keeps its {@code deliverBy}, over restarts.
 *
 * @param route its route
 * @param timetable a fingerprint of its times; with others, what was not due before is not missed
 * @param inForce since when it has these
 * @param judgedUntil up to which time its occurrences were looked at
 * @param late how many of them were late, since its last alarm
 * @param settled how many of these are over
 * @param first the first of those that were late; null if none was
 * @param last the last of them
 */
record Punctuality(
        String route,
        String timetable,
        Instant inForce,
        Instant judgedUntil,
        int late,
        int settled,
        @Nullable Instant first,
        @Nullable Instant last) {

    static Punctuality begin(String route, String timetable, Instant now) {
        return new Punctuality(route, timetable, now, now, 0, 0, null, null);
    }

    /** Whether any is late of which it is not known that it is over. */
    boolean isOff() {
        return late > settled;
    }

    Punctuality withTimetable(String other, Instant now) {
        return new Punctuality(route, other, now, judgedUntil, late, settled, first, last);
    }

    /** It was looked at up to then. */
    Punctuality judged(Instant until) {
        return new Punctuality(route, timetable, inForce, until, late, settled, first, last);
    }

    /** One more was late. */
    Punctuality late(Instant occurrence) {
        return new Punctuality(
                route, timetable, inForce, judgedUntil, late + 1, settled, isOff() ? first : occurrence, occurrence);
    }

    /** All of them are over. */
    Punctuality settle() {
        return new Punctuality(route, timetable, inForce, judgedUntil, late, late, first, last);
    }

    /** The alarm is over, too. */
    Punctuality forget() {
        return new Punctuality(route, timetable, inForce, judgedUntil, 0, 0, null, null);
    }
}
