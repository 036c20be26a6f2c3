/**
 * What every command of the command line has: the environment that it runs in, the running hub that it asks, the form
 * of its answer and its exit code.
 *
 * <p>Start at {@link io.rootsocket.hub.cli.invocation.Invocation} and {@link
 * io.rootsocket.hub.cli.invocation.AdminOptions}. May import what its exit codes are about: {@code broker}, {@code
 * component}, {@code hub}, {@code routetest}, {@code sandbox}; and {@code cli.screen}, {@code http}, {@code protocol}
 * and {@code settings}.
 */
@NullMarked
package io.rootsocket.hub.cli.invocation;

import org.jspecify.annotations.NullMarked;
