/**
 * Where the trail is kept: in files at once, in a database soon, bounded by bytes and days.
 *
 * <p>Start at {@link io.rootsocket.hub.trail.store.StoredTrail}. An event is written to a file of the {@code Spool} at once, so
 * that a kill loses none; {@code SpoolDrain} moves each full file as one block into the newest of the {@code Parts} of the
 * database, and drops the oldest of these whole when there is too much. {@code ChainSearch} reads both. {@code EventWriter} and
 * {@code EventReader} have the format of a block. May import {@code trail}, {@code files} and {@code schedule.ledger}.
 */
@NullMarked
package io.rootsocket.hub.trail.store;

import org.jspecify.annotations.NullMarked;
