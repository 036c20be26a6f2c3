/**
 * Where one request ends on a connection and the next begins, for all servers of the hub alike. Start at {@link
 * io.rootsocket.hub.framing.RequestFraming}. It imports nothing of ours.
 */
@NullMarked
package io.rootsocket.hub.framing;

import org.jspecify.annotations.NullMarked;
