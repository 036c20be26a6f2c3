/**
 * The states of the folder of routes that ran, or were refused, and what differs between two of them, without secrets.
 *
 * <p>Start at {@link io.rootsocket.hub.reload.history.Generations}, which keeps them on disk; {@code UnifiedDiff} shows
 * a change, {@code SecretLines} covers what nobody may read in it. May import {@code routes}, {@code routes.finding},
 * {@code routes.yaml}, {@code settings} and {@code files}.
 */
@NullMarked
package io.rootsocket.hub.reload.history;

import org.jspecify.annotations.NullMarked;
