/**
 * Changes the routes of a running hub: detect, check, plan, apply.
 *
 * <p>Start at {@link io.rootsocket.hub.engine.reload.RouteFolder}. A change of the folder is one {@code Generation}: {@code
 * FolderWatch} notices it, {@code Check} tries it in a context that never starts, {@code Plan} finds the routes that
 * differ, {@code Apply} swaps them, and {@code Generations} keeps what was.
 */
@NullMarked
package io.rootsocket.hub.engine.reload;

import org.jspecify.annotations.NullMarked;
