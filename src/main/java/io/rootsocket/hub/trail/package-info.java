/**
 * The trail: what came in, what went out, and what became of it, bounded by bytes and days.
 *
 * <p>Start at {@link io.rootsocket.hub.trail.Trail}, which takes {@link io.rootsocket.hub.trail.TrailEvent}s, and {@link
 * io.rootsocket.hub.trail.TrailReader}, which answers with {@link io.rootsocket.hub.trail.Chain}s. An event is redacted and
 * written to a file of the {@code Spool} at once, so that a kill loses none; {@code SpoolDrain} moves each full file as one
 * block into the newest of the {@code Parts} of the database, and drops the oldest of these whole when there is too much.
 * May import {@code files} and {@code schedule.ledger}.
 */
@NullMarked
package io.rootsocket.hub.trail;

import org.jspecify.annotations.NullMarked;
