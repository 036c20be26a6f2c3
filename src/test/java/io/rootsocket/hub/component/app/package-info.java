/** Somebody else's application: it has the component's jar and Camel, and nothing of the hub. */
@NullMarked
package io.rootsocket.hub.component.app;

import org.jspecify.annotations.NullMarked;
