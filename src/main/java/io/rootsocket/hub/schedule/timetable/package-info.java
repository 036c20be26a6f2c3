/**
 * At which times something is due, and what a schedule says of times that were missed: pure calculation, the same on every node.
 *
 * <p>Start at {@link io.rootsocket.hub.schedule.timetable.Timetable}, and at {@link io.rootsocket.hub.schedule.timetable.CatchUp} for what is late. May import {@code files} and {@code text}.
 */
@NullMarked
package io.rootsocket.hub.schedule.timetable;

import org.jspecify.annotations.NullMarked;
