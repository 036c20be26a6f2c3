/**
 * {@code hub alarms} and {@code hub check}: what is wrong, for a person and for a monitoring system.
 *
 * <p>Start at {@link io.rootsocket.hub.cli.alarms.AlarmsCommand}. May import {@code cli.invocation}, {@code cli.screen}, and
 * what they ask.
 */
@NullMarked
package io.rootsocket.hub.cli.alarms;

import org.jspecify.annotations.NullMarked;
