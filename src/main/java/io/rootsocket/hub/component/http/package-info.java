/**
 * HTTP as RootSocket needs it: pools that endpoints share, an answer within one time limit from its first to its last
 * byte, and how long to wait before the next attempt.
 *
 * <p>Start at {@link io.rootsocket.hub.component.http.SharedConnections} and {@link
 * io.rootsocket.hub.component.http.HttpAnswer}. Nobody outside of the component needs it. May import {@code protocol} only.
 */
@NullMarked
package io.rootsocket.hub.component.http;

import org.jspecify.annotations.NullMarked;
