/**
 * Runs tests of routes, written in YAML, without a network and on a clock of their own.
 *
 * <p>Start at {@link io.rootsocket.hub.engine.routetest.RouteTests}. Routes, steps, the {@code rootsocket:} component and
 * what happens to failures are the real ones; what reaches outside is not. May import {@code component}, {@code
 * schedule}, {@code files}, {@code protocol} and the rest of {@code engine}.
 */
@NullMarked
package io.rootsocket.hub.engine.routetest;

import org.jspecify.annotations.NullMarked;
