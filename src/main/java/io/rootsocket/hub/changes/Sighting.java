package io.rootsocket.hub.changes;

import java.util.Optional;

/**
 * What is known of an item.
 *
 * @param fingerprint of its value when it was seen last; empty if it never was
 * @param note what was noted with it, such as how to ask a server whether it has changed
 * @param certain false if somebody began to tell of another value, and it is not known whether it was told
 * @param changes how often it has changed so far
 */
public record Sighting(Optional<String> fingerprint, Optional<String> note, boolean certain, long changes) {

    public static final Sighting NONE = new Sighting(Optional.empty(), Optional.empty(), true, 0);

    /** Whether that value is no news. */
    boolean isSame(String value) {
        return certain && fingerprint.filter(value::equals).isPresent();
    }

    /** Whether it was never seen before, nor ever begun with. */
    boolean isFirst() {
        return certain && fingerprint.isEmpty();
    }

    /** Only what is certain may be built upon. */
    public Optional<String> certainNote() {
        return certain ? note : Optional.empty();
    }
}
