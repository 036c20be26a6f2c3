/**
 * What is asked of the admin door and what it answers, as records that the doors and the command line share; the rest of the
 * answers are the records of the packages that know them. {@link io.rootsocket.hub.http.StrictJson} writes and reads them.
 *
 * <p>Start at {@link io.rootsocket.hub.console.api.DeadLettersRequest}. May import {@code deadletters} and {@code reload}.
 */
@NullMarked
package io.rootsocket.hub.console.api;

import org.jspecify.annotations.NullMarked;
