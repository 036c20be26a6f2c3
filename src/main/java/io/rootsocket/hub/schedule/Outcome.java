package io.rootsocket.hub.schedule;

import java.util.Locale;

/** What became of an occurrence. */
public enum Outcome {
    /** It has fired, and its route is under way; after a crash another node takes it over. */
    RUNNING,
    /** Its route ended well. */
    DELIVERED,
    /** Its route gave up. */
    FAILED,
    /** It did not enter its route, on purpose. */
    SKIPPED,
    /** Its time passed unused. */
    MISSED,
    /** It was accepted, and became too old before it could be delivered. */
    EXPIRED;

    /** As the ledger and the commands write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Outcome of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
