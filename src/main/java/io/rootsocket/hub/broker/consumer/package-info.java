/**
 * Takes messages from the broker's queues, for the hub itself: within the process of the embedded broker, or by Artemis' own
 * client.
 *
 * <p>Start at {@link io.rootsocket.hub.broker.consumer.QueueConsumers}. May import {@code broker} only.
 */
@NullMarked
package io.rootsocket.hub.broker.consumer;

import org.jspecify.annotations.NullMarked;
