package io.rootsocket.hub.alarm;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the exchanges of a route ended since that was last written.
 *
 * @param handledAt when the last ended well; null: none has
 * @param failures how many have failed since then
 * @param failingSince when the first of these did
 * @param failure why the last did
 * @param reference its id
 */
record RouteEndings(
        @Nullable Instant handledAt,
        int failures,
        @Nullable Instant failingSince,
        @Nullable String failure,
        @Nullable String reference) {

    static final RouteEndings NONE = new RouteEndings(null, 0, null, null, null);

    RouteEndings handled(Instant at) {
        return new RouteEndings(at, 0, null, null, null);
    }

    RouteEndings failed(Instant at, String why, String id) {
        return new RouteEndings(handledAt, failures + 1, failingSince == null ? at : failingSince, why, id);
    }

    /** These, and those that came after them. */
    RouteEndings then(RouteEndings later) {
        return later.handledAt != null
                ? later
                : new RouteEndings(
                        handledAt,
                        failures + later.failures,
                        failingSince == null ? later.failingSince : failingSince,
                        later.failure == null ? failure : later.failure,
                        later.reference == null ? reference : later.reference);
    }
}
