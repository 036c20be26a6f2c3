/**
 * What fires when: schedules that survive restarts and are shared by all nodes. Quartz, JDBC, H2, Flyway and HikariCP stay in
 * here and in the rooms below.
 *
 * <p>Start at {@link io.rootsocket.hub.schedule.Schedules}; a route meets {@link io.rootsocket.hub.schedule.ScheduleEndpoint}. {@code FiredOccurrences} runs the
 * routes, {@code Reconciliation} makes what is stored equal to what the routes say. May import the rooms below, {@code
 * schedule.timetable}, {@code schedule.ledger}, {@code schedule.store} and {@code schedule.nodes}, and {@code text} only.
 */
@NullMarked
package io.rootsocket.hub.schedule;

import org.jspecify.annotations.NullMarked;
