/** What strangers try against a running hub: one class per way in. Start at {@code StrangersHeadersIT}. */
@NullMarked
package io.rootsocket.hub.security;

import org.jspecify.annotations.NullMarked;
