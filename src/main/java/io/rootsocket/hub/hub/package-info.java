/**
 * The hub: its settings, its assembly, its start and its stop.
 *
 * <p>Start at {@link io.rootsocket.hub.hub.Hub}. May import everything above but the doors, the tests of routes and the sandbox; what listens for people is
 * attached from outside as a {@link io.rootsocket.hub.hub.HubExtension}.
 */
@NullMarked
package io.rootsocket.hub.hub;

import org.jspecify.annotations.NullMarked;
