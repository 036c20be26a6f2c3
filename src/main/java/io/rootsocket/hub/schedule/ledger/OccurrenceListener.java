package io.rootsocket.hub.schedule.ledger;

import java.time.Duration;

/** Hears how the occurrences of this node go, for who counts them. It must be quick, and safe to share between threads. */
public interface OccurrenceListener {

    /** Hears nothing. */
    OccurrenceListener NONE = new OccurrenceListener() {
        @Override
        public void began(String route, Duration late) {
            // Nobody counts.
        }

        @Override
        public void ended(String route, Outcome outcome) {
            // Nobody counts.
        }
    };

    /** One that no person asked for enters its route, that long after it was due. */
    void began(String route, Duration late);

    /**
     * One is over for its route.
     *
     * @param outcome {@link Outcome#DELIVERED} if the route ended well: what it sent may still wait in the outbox
     */
    void ended(String route, Outcome outcome);
}
