package io.rootsocket.hub.alarm;

import io.rootsocket.hub.schedule.ScheduleRecords;
import io.rootsocket.hub.schedule.ledger.LedgerEntry;
import io.rootsocket.hub.schedule.timetable.RouteSchedule;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is due, and what became of it: what is asked of the schedules. */
interface OccurrenceRecords {

    List<RouteSchedule> schedules();

    /** Within which time after it is due an occurrence of a route must be delivered; empty if that was not said. */
    Optional<Duration> deliverBy(String route);

    Set<String> paused();

    boolean wasPaused(String route, Instant at);

    /** From {@code from} until before {@code to}, the oldest first. */
    List<LedgerEntry> between(String route, Instant from, Instant to, int max);

    /** The latest of each of these routes that is not ahead of its time. */
    List<LedgerEntry> latest(Collection<String> routes);

    /** The routes of which something is known that was due from {@code from} until before {@code to}. */
    Set<String> routesDue(Instant from, Instant to);

    /** Those of the hub. */
    static OccurrenceRecords of(ScheduleRecords schedules) {
        return new OccurrenceRecords() {
            @Override
            public List<RouteSchedule> schedules() {
                return schedules.schedules();
            }

            @Override
            public Optional<Duration> deliverBy(String route) {
                return schedules.deliverBy(route);
            }

            @Override
            public Set<String> paused() {
                return schedules.paused();
            }

            @Override
            public boolean wasPaused(String route, Instant at) {
                return schedules.wasPaused(route, at);
            }

            @Override
            public List<LedgerEntry> between(String route, Instant from, Instant to, int max) {
                return schedules.between(route, from, to, max);
            }

            @Override
            public List<LedgerEntry> latest(Collection<String> routes) {
                return schedules.latest(routes);
            }

            @Override
            public Set<String> routesDue(Instant from, Instant to) {
                return schedules.routesDue(from, to);
            }
        };
    }
}
