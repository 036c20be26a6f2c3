/**
 * The reusable {@code rootsocket:} Camel component: RootSocket's authenticated HTTP API as Camel endpoints.
 *
 * <p>Start at {@link io.rootsocket.hub.component.RootSocketEndpoint}. May import {@code component.http} and {@code protocol} only, so that
 * it works in any Camel application without the hub.
 */
@NullMarked
package io.rootsocket.hub.component;

import org.jspecify.annotations.NullMarked;
