package io.rootsocket.hub.schedule;

import java.time.Instant;
import java.time.ZoneId;

/**
 * When a route fires next.
 *
 * @param routeId the route
 * @param at when
 * @param zone the time zone of its schedule
 */
public record NextFire(String routeId, Instant at, ZoneId zone) {}
