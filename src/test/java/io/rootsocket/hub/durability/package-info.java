/**
 * Shows that nothing which was accepted is lost: the packaged hub, as a process of its own, against a sandbox in the
 * test's process that fails in every way it can.
 *
 * <p>Start at {@link io.rootsocket.hub.durability.KilledHubIT}.
 */
@NullMarked
package io.rootsocket.hub.durability;

import org.jspecify.annotations.NullMarked;
