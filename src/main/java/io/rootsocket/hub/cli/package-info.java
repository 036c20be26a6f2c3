/**
 * The command line: one class per command. Start at {@link io.rootsocket.hub.cli.HubCommand}. May import everything;
 * nobody imports it. picocli types stay in here.
 */
@NullMarked
package io.rootsocket.hub.cli;

import org.jspecify.annotations.NullMarked;
