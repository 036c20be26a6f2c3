/** RootSocket's words, held to what RootSocket publishes. */
@NullMarked
package io.rootsocket.hub.protocol;

import org.jspecify.annotations.NullMarked;
