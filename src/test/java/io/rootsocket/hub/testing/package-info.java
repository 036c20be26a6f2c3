/**
 * What tests of several packages stand on: a sandbox, a subscriber a clock that can be set, and waits that look sooner.
 *
 * <p>Start at {@link io.rootsocket.hub.testing.SandboxExtension}. May import {@code protocol} and {@code sandbox} of
 * ours.
 */
@NullMarked
package io.rootsocket.hub.testing;

import org.jspecify.annotations.NullMarked;
