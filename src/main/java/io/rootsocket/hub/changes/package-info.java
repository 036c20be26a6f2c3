/**
 * What was seen last, so that only what has changed goes on: the kamelet {@code changed}, and what {@code poll} and {@code
 * feed} compare with. Start at {@link io.rootsocket.hub.changes.Changes}.
 *
 * <p>May import {@code failure}, {@code schedule} and the names that {@code component} reads.
 */
@NullMarked
package io.rootsocket.hub.changes;

import org.jspecify.annotations.NullMarked;
