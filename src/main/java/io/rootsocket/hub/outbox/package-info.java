/**
 * Accepts messages durably, delivers them later and in order, and keeps what could not be delivered; and the broker that
 * does the queueing, which {@code jms:} endpoints use too.
 *
 * <p>Start at {@link io.rootsocket.hub.outbox.Outbox}; {@link io.rootsocket.hub.outbox.DeadLetters} is what becomes of the
 * rest. May import {@code protocol} and {@code files}. Artemis types stay in here.
 */
@NullMarked
package io.rootsocket.hub.outbox;

import org.jspecify.annotations.NullMarked;
