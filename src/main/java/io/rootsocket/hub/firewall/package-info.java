/**
 * What strangers may not set. Start at {@link io.rootsocket.hub.firewall.DangerousHeaders}, the one table of it;
 * {@link io.rootsocket.hub.firewall.Firewall} puts it at every way into a Camel context and out of it.
 *
 * <p>May import nothing of the hub's.
 */
@NullMarked
package io.rootsocket.hub.firewall;

import org.jspecify.annotations.NullMarked;
