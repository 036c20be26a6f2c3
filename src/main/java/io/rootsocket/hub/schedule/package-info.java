/**
 * What fires when, and what became of it: schedules that survive restarts, are shared by all nodes, and keep a ledger.
 * Quartz, JDBC, H2, Flyway and HikariCP stay in here.
 *
 * <p>Start at {@link io.rootsocket.hub.schedule.Schedules}; a route meets {@link
 * io.rootsocket.hub.schedule.ScheduleEndpoint}. {@code Timetable} says when, {@code CatchUp} what if it is late, {@code
 * OccurrenceTrigger} makes Quartz do it, {@code Ledger} remembers it. May import {@code files}.
 */
@NullMarked
package io.rootsocket.hub.schedule;

import org.jspecify.annotations.NullMarked;
