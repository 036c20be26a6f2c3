/**
 * Accepts messages durably, and delivers them later and in order.
 *
 * <p>Start at {@link io.rootsocket.hub.outbox.Outbox}. {@code MessageStore} puts a message on disk, {@code LaneState} draws what becomes of a channel's messages,
 * {@code ReadyLanes} says whose turn it is, {@code LaneDrain} is a worker's turn, {@code MessageDelivery} what becomes of one
 * message. May import {@code protocol}, {@code broker} and {@code deadletters}.
 */
@NullMarked
package io.rootsocket.hub.outbox;

import org.jspecify.annotations.NullMarked;
