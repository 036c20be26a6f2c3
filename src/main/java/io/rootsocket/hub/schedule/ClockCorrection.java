package io.rootsocket.hub.schedule;

import io.rootsocket.hub.text.Counted;
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
        return ("The clock was ahead and was corrected: %s, silent until %s at the latest, %s on from %s; "
                        + "%s had fired by that clock.")
                .formatted(
                        Counted.of(schedules, "schedule"),
                        silentUntil,
                        schedules == 1 ? "goes" : "go",
                        at,
                        Counted.of(early, "occurrence"));
    }
}
