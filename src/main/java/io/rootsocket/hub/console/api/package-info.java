/**
 * What is asked of the admin door and what it answers, as records that the doors and the command line share; the rest of
 * the answers are the records of the packages that know them.
 *
 * <p>Start at {@link io.rootsocket.hub.console.api.AdminJson}, which writes and reads them. May import {@code engine},
 * {@code outbox} and {@code schedule}.
 */
@NullMarked
package io.rootsocket.hub.console.api;

import org.jspecify.annotations.NullMarked;
