/**
 * What is decided before the hub starts: the environment variables {@code HUB_*}, secrets in files, and how the value of a
 * {@code {{setting}}} reaches a route as it was set.
 *
 * <p>Start at {@link io.rootsocket.hub.settings.Variable}, the table of all variables, and at {@link io.rootsocket.hub.settings.SettingsContext}, the Camel context of every hub, test and check. May import {@code
 * text} and {@code firewall}.
 */
@NullMarked
package io.rootsocket.hub.settings;

import org.jspecify.annotations.NullMarked;
