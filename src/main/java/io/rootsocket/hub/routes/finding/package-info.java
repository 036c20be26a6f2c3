/**
 * A mistake in a route file: its rule, how grave it is, its place, its reason and what to do.
 *
 * <p>Start at {@link io.rootsocket.hub.routes.finding.Finding}; {@code Findings} collects those of a file, {@code Rule}
 * has all the names that a report groups them by. May import {@code files}, {@code settings} and {@code text}.
 */
@NullMarked
package io.rootsocket.hub.routes.finding;

import org.jspecify.annotations.NullMarked;
