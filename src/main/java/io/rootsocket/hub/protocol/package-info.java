/**
 * RootSocket's words: channel names, operations, requests, events, tokens and limits, exactly as the service
 * documents them. Nothing here does I/O, and everything is immutable and safe to share between threads.
 *
 * <p>Start at {@link io.rootsocket.hub.protocol.Operation} for the HTTP API and at {@link
 * io.rootsocket.hub.protocol.Event} for the WebSocket. May import none of our packages.
 */
@NullMarked
package io.rootsocket.hub.protocol;

import org.jspecify.annotations.NullMarked;
