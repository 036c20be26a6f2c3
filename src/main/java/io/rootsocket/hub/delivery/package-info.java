/**
 * Joins the component and the outbox: what a durable {@code rootsocket:} endpoint sends goes into the outbox, and what the outbox
 * delivers goes through the endpoint.
 *
 * <p>Start at {@link io.rootsocket.hub.delivery.RootSocketDelivery}. May import {@code component}, {@code outbox}, {@code deadletters}, {@code broker}, {@code text}, {@code failure},
 * {@code schedule}, {@code schedule.ledger} and {@code protocol}.
 */
@NullMarked
package io.rootsocket.hub.delivery;

import org.jspecify.annotations.NullMarked;
