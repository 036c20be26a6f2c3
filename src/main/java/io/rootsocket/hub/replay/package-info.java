/**
 * What came in before, brought again: through the routes as they run, or through two versions of them without effects.
 *
 * <p>Start at {@link io.rootsocket.hub.replay.Replays} and {@link io.rootsocket.hub.replay.VersionComparison}. May import
 * {@code trail}, {@code failure}, {@code reload}, {@code routes} and {@code routetest}.
 */
@NullMarked
package io.rootsocket.hub.replay;

import org.jspecify.annotations.NullMarked;
