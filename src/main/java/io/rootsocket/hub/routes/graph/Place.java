package io.rootsocket.hub.routes.graph;

import java.util.Locale;

/**
 * Where messages are: in a route, in a channel, or outside of the hub.
 *
 * @param name what it is called
 */
public record Place(Kind kind, String name) {

    /** The name of a channel that only messages know. */
    static final String DECIDED_BY_MESSAGES = "decided by each message";

    /** Whether it has a name before a message comes. */
    public boolean isKnown() {
        return !name.equals(DECIDED_BY_MESSAGES);
    }

    /** What it is. */
    public enum Kind {
        ROUTE,
        KAMELET,
        CHANNEL,
        OUTSIDE;

        /** For people. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
