/**
 * How the command line writes: one table for all commands, one form of times, colours only where somebody sees them. What
 * others wrote cannot steer the terminal.
 *
 * <p>Start at {@link io.rootsocket.hub.cli.screen.Table} and {@link io.rootsocket.hub.cli.screen.Screen}. May import {@code
 * text}.
 */
@NullMarked
package io.rootsocket.hub.cli.screen;

import org.jspecify.annotations.NullMarked;
