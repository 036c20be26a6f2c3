package io.rootsocket.hub.schedule;

import java.time.Instant;

/**
 * The clock was ahead, and is not any more.
 *
 * @param at when that was put right
 * @param schedules how many had gone on ahead of the time
 * @param early how many occurrences that clock had fired
 * @param silentUntil until when the last of the schedules would have been silent
 */
record ClockCorrection(Instant at, int schedules, int early, Instant silentUntil) {

    /** In words, for the log and for health. */
    @Override
    public String toString() {
        return ("The clock was ahead and was corrected: %d schedule(s), silent until %s at the latest, go on from %s; "
                        + "%d occurrence(s) had fired by that clock.")
                .formatted(schedules, silentUntil, at, early);
    }
}
