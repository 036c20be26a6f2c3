/**
 * Runs tests of routes, written in YAML, without a network and on a clock of their own: {@code hub test}.
 *
 * <p>Start at {@link io.rootsocket.hub.routetest.RouteTests}. Routes, steps, the {@code rootsocket:} component and what happens to failures are the real ones; what reaches
 * outside is not. May import {@code routes}, {@code component}, {@code schedule}, {@code failure}, {@code firewall}, {@code
 * settings}, {@code files} and {@code protocol}.
 */
@NullMarked
package io.rootsocket.hub.routetest;

import org.jspecify.annotations.NullMarked;
