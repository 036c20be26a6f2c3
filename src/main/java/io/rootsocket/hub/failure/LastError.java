package io.rootsocket.hub.failure;

import java.time.Instant;

/**
 * What went wrong in a route.
 *
 * @param at when
 * @param message what, and with which file, in one line
 */
public record LastError(Instant at, String message) {}
