/**
 * The hub's log while it runs: what it lets out, how much it says, and which message and route a line belongs to. The only
 * room that knows Log4j.
 *
 * <p>Start at {@link io.rootsocket.hub.log.HubLog}. May import nothing of ours.
 */
@NullMarked
package io.rootsocket.hub.log;

import org.jspecify.annotations.NullMarked;
