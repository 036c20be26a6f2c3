/** What others can do at the hub's doors. */
@NullMarked
package io.rootsocket.hub.console;

import org.jspecify.annotations.NullMarked;
