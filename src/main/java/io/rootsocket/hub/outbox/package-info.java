/**
 * The broker behind {@code jms:}, and what could not be delivered.
 *
 * <p>Start at {@link io.rootsocket.hub.outbox.Broker} and {@link io.rootsocket.hub.outbox.DeadLetterFolder}. May import
 * {@code protocol}. Artemis types stay in here.
 */
@NullMarked
package io.rootsocket.hub.outbox;

import org.jspecify.annotations.NullMarked;
