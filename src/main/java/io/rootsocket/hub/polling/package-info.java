/**
 * What the hub goes and asks for, again and again: a server for the kamelets {@code poll} and {@code feed}. Start at {@link
 * io.rootsocket.hub.polling.HttpPoll}. A server that does not answer is told of once, and counted.
 *
 * <p>May import what {@code component} reads, {@code changes}, {@code failure}, {@code schedule}, {@code webhook} and {@code webhook.awaited}.
 */
@NullMarked
package io.rootsocket.hub.polling;

import org.jspecify.annotations.NullMarked;
