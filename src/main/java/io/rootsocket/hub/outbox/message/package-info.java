/**
 * A message that waits in the outbox, and how it stands in its queue.
 *
 * <p>Start at {@link io.rootsocket.hub.outbox.message.OutboxMessage}. May import {@code protocol} and {@code broker}.
 */
@NullMarked
package io.rootsocket.hub.outbox.message;

import org.jspecify.annotations.NullMarked;
