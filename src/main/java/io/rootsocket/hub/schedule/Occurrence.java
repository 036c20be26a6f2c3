package io.rootsocket.hub.schedule;

import java.time.Instant;

/**
 * One time at which a route is due: the durable key of all that comes of it.
 *
 * @param route the route's id
 * @param scheduledAt when it is due, whenever it fires
 */
public record Occurrence(String route, Instant scheduledAt) {

    /** The key as text, for example {@code announce-standup@2026-11-24T08:15:00Z}. */
    @Override
    public String toString() {
        return route + "@" + scheduledAt;
    }
}
