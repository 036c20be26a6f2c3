/**
 * RootSocket on your own machine: a server that speaks the HTTP API and the WebSocket protocol, keeps and shows the
 * last messages, and fails on demand.
 *
 * <p>Start at {@link io.rootsocket.hub.sandbox.Sandbox}. From the outside in: {@code HttpApi} answers the four
 * operations, {@code Connection} speaks with one WebSocket client, {@code Channels} hands messages from both to the
 * subscribers, {@code FaultInjection} and {@code SandboxApi} are what only a sandbox has. May import {@code protocol} of
 * ours, and is, with {@code console}, the only place for Vert.x types.
 *
 * <p>Where RootSocket documents nothing the sandbox decides, and the class says so: {@code Connection} for the
 * WebSocket, {@code HttpApi} for the status codes.
 */
@NullMarked
package io.rootsocket.hub.sandbox;

import org.jspecify.annotations.NullMarked;
