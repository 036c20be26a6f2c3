/**
 * What happens when a route file is saved: detect, check, plan, apply.
 *
 * <p>Start at {@link io.rootsocket.hub.reload.RouteFolder}. A change of the folder is one {@code Generation}: {@code
 * FolderWatch} notices it, {@code FolderCheck} and {@code DryRunCheck} try it without running it, {@code Target} is what of it
 * can run, {@code Plan} finds the routes that differ, {@code Apply} swaps them, {@code RunningRoutes} knows what runs, and
 * {@code Generations}, in the room {@code reload.history}, keeps what was. May import that, {@code routes}, {@code validate}, {@code failure}, {@code settings}, {@code
 * files}, {@code schedule} and {@code text}.
 */
@NullMarked
package io.rootsocket.hub.reload;

import org.jspecify.annotations.NullMarked;
