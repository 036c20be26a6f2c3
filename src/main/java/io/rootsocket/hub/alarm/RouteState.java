package io.rootsocket.hub.alarm;

import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a route, over restarts.
 *
 * @param route its id
 * @param expectation what is expected of it, as text; empty: nothing
 * @param expectedSince since when that is
 * @param handledAt when something last came through
 * @param failures how often it has failed since then, one after the other
 * @param failingSince when the first of these was
 * @param failure why the last of these failed
 * @param reference the id of the exchange that did
 */
record RouteState(
        String route,
        Optional<String> expectation,
        Optional<Instant> expectedSince,
        Optional<Instant> handledAt,
        int failures,
        Optional<Instant> failingSince,
        Optional<String> failure,
        Optional<String> reference) {}
