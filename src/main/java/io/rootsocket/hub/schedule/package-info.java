/**
 * What fires when: schedules that survive restarts and are shared by all nodes. Quartz, JDBC, H2, Flyway and HikariCP stay in
 * here and in the two rooms below, {@code schedule.timetable} and {@code schedule.ledger}.
 *
 * <p>Start at {@link io.rootsocket.hub.schedule.Schedules}; a route meets {@link io.rootsocket.hub.schedule.ScheduleEndpoint}. {@code OccurrenceTrigger} makes Quartz fire
 * at the times of a timetable, {@code FiredOccurrences} runs the routes, {@code Reconciliation} makes what is stored equal to what
 * the routes say. May import the three rooms below and {@code text} only.
 */
@NullMarked
package io.rootsocket.hub.schedule;

import org.jspecify.annotations.NullMarked;
