/**
 * What tests of several packages stand on: a sandbox, a subscriber, a clock that can be set, and waits that look sooner.
 *
 * <p>Start at {@link io.rootsocket.hub.testing.SandboxExtension} for a test against RootSocket, at {@code HubTree} for one of
 * the packaged hub. May import all of ours.
 */
@NullMarked
package io.rootsocket.hub.testing;

import org.jspecify.annotations.NullMarked;
