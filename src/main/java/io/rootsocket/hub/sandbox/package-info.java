/**
 * A local server that speaks RootSocket: its HTTP API and its WebSocket, with faults on demand and a page to watch.
 *
 * <p>Start at {@link io.rootsocket.hub.sandbox.Sandbox}. May import {@code protocol} only, never {@code component}: it
 * must not repeat the component's mistakes. Vert.x types stay in here and in {@code console}.
 */
@NullMarked
package io.rootsocket.hub.sandbox;

import org.jspecify.annotations.NullMarked;
