/**
 * The trail: what came in, what went out, and what became of it, and what of all this nobody may keep.
 *
 * <p>Start at {@link io.rootsocket.hub.trail.Trail}, which takes {@link io.rootsocket.hub.trail.TrailEvent}s, and {@link
 * io.rootsocket.hub.trail.TrailReader}, which answers a {@link io.rootsocket.hub.trail.TrailFilter} with {@link
 * io.rootsocket.hub.trail.Chain}s. {@link io.rootsocket.hub.trail.Redaction} takes secrets out of an event before anything of it
 * is stored or shown; {@code trail.redaction} knows what is one, and {@code trail.store} keeps the rest. May import {@code
 * trail.redaction} alone.
 */
@NullMarked
package io.rootsocket.hub.trail;

import org.jspecify.annotations.NullMarked;
