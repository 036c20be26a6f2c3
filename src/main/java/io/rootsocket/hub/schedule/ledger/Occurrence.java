package io.rootsocket.hub.schedule.ledger;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * One time at which a route is due: the durable key of all that comes of it.
 *
 * @param route the route's id
 * @param scheduledAt when it is due, whenever it fires
 */
public record Occurrence(String route, Instant scheduledAt) {

    /** Reads a key; empty if the text is none. */
    public static Optional<Occurrence> parse(String text) {
        int at = text.lastIndexOf('@');
        try {
            return at < 0
                    ? Optional.empty()
                    : Optional.of(new Occurrence(text.substring(0, at), Instant.parse(text.substring(at + 1))));
        } catch (DateTimeParseException notOurs) {
            return Optional.empty();
        }
    }

    /** The key as text, for example {@code announce-standup@2026-11-24T08:15:00Z}. */
    @Override
    public String toString() {
        return route + "@" + scheduledAt;
    }
}
