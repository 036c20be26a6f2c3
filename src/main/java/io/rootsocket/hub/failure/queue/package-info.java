/**
 * Messages from queues: how they are taken so that none is lost, what of them may be answered or copied, what cannot be
 * read, and a queue that is full.
 *
 * <p>Start at {@link io.rootsocket.hub.failure.queue.JmsSource}. May import {@code broker} and {@code text}.
 */
@NullMarked
package io.rootsocket.hub.failure.queue;

import org.jspecify.annotations.NullMarked;
