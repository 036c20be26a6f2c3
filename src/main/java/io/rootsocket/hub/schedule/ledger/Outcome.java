package io.rootsocket.hub.schedule.ledger;

import java.util.Locale;

/** What became of an occurrence. */
public enum Outcome {
    /** It has fired, and its route is under way; after a crash another node takes it over. */
    RUNNING,
    /** Its messages are in the outbox, and not all of them are delivered yet. */
    ACCEPTED,
    /** Its route ended well, and RootSocket has what it sent. */
    DELIVERED,
    /** Its route gave up, or a message of it could not be delivered. */
    FAILED,
    /** It did not enter its route, on purpose. */
    SKIPPED,
    /** Its time passed unused. */
    MISSED,
    /** Its route ended well, and all that it sent was dropped as repeats of what its channels have had. */
    DROPPED,
    /** A message of it became too old before it could be delivered. */
    EXPIRED;

    /** As the ledger and the commands write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it is as it should be. */
    public boolean isGood() {
        return this == DELIVERED;
    }

    /** Whether somebody should look at it. */
    public boolean isBad() {
        return this == FAILED || this == MISSED || this == EXPIRED;
    }

    static Outcome of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
