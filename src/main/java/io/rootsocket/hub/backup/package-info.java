/**
 * A copy of all that a hub keeps, taken while it runs, and how it comes back.
 *
 * <p>{@link io.rootsocket.hub.backup.Backup} asks the parts that are written to all the time for a copy of one moment, and
 * packs it with the files of the others; {@link io.rootsocket.hub.backup.Restore} unpacks it into the folder of a hub that
 * does not run.
 *
 * <p>May import {@code files}, {@code http} and {@code protocol} for JSON, and {@code settings}.
 */
@NullMarked
package io.rootsocket.hub.backup;

import org.jspecify.annotations.NullMarked;
