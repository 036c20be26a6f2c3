package io.rootsocket.hub.schedule.backfill;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * How far a backfill is.
 *
 * @param route the route's id
 * @param zone where its times are read
 * @param from of what range it is
 * @param to until before then
 * @param every its pace
 * @param total how many occurrences it is to run
 * @param begun how many of them it has begun
 * @param passed how many of them it has left out, as somebody else began them meanwhile
 * @param state whether it goes on
 * @param by who asked for it
 * @param since when it began
 */
public record BackfillProgress(
        String route,
        ZoneId zone,
        Instant from,
        Instant to,
        Duration every,
        int total,
        int begun,
        int passed,
        State state,
        String by,
        Instant since) {

    /** Whether a backfill goes on. */
    public enum State {
        RUNNING,
        DONE,
        CANCELLED;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public boolean runs() {
        return state == State.RUNNING;
    }
}
