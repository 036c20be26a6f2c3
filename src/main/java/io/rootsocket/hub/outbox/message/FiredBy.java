package io.rootsocket.hub.outbox.message;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * The occurrence of a schedule that a message came of.
 *
 * @param route the route of the schedule, as it was named then
 * @param scheduledAt when it was due
 * @param certain false for a message of an earlier version, which has only a source that looks like one
 */
public record FiredBy(String route, Instant scheduledAt, boolean certain) {

    /** What an earlier version kept of it; a file may be named so too. */
    static Optional<FiredBy> guess(String sourceId) {
        int at = sourceId.lastIndexOf('@');
        try {
            return at <= 0
                    ? Optional.empty()
                    : Optional.of(
                            new FiredBy(sourceId.substring(0, at), Instant.parse(sourceId.substring(at + 1)), false));
        } catch (DateTimeParseException isNone) {
            return Optional.empty();
        }
    }
}
