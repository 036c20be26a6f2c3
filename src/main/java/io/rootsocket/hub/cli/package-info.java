/**
 * The command line: one class per command, and for what it shows a record that makes tables of the answer, such as {@link
 * io.rootsocket.hub.cli.StatusSheet}; {@code cli.screen} writes them. The commands about
 * schedules and dead letters have rooms of their own, and what every command has is in {@code cli.invocation}. Start at {@link
 * io.rootsocket.hub.cli.Commands}, which lists them. May import everything; nobody imports it. picocli types stay in here.
 */
@NullMarked
package io.rootsocket.hub.cli;

import org.jspecify.annotations.NullMarked;
