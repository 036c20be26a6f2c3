package io.rootsocket.hub.routes.graph;

import java.util.Locale;

/**
 * Where messages are: in a route, in a channel, or outside of the hub.
 *
 * @param name of a channel that each message decides, how it is put together
 */
public record Place(Kind kind, String name) {

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
