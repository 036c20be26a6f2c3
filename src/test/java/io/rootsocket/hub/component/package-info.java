/** What the {@code rootsocket:} component promises, against a WireMock server that stands in for RootSocket. */
@NullMarked
package io.rootsocket.hub.component;

import org.jspecify.annotations.NullMarked;
