/**
 * What tests of several packages stand on: a sandbox, a subscriber and a clock that can be set.
 *
 * <p>Start at {@link io.rootsocket.hub.testing.SandboxExtension}. May import {@code protocol} and {@code sandbox} of
 * ours.
 */
@NullMarked
package io.rootsocket.hub.testing;

import org.jspecify.annotations.NullMarked;
