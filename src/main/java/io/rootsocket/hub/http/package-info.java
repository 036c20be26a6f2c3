/**
 * What every HTTP server of the hub has in common: where a request ends on its connection, how many connections there may
 * be, which paths have one reading only, and how an error is answered.
 *
 * <p>Start at {@link io.rootsocket.hub.http.BoundedHttpServer}. May import {@code settings}. Vert.x types stay in the servers: here, in {@code webhook}, {@code console} and
 * {@code sandbox}.
 */
@NullMarked
package io.rootsocket.hub.http;

import org.jspecify.annotations.NullMarked;
