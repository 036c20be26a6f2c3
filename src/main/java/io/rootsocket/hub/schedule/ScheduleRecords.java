package io.rootsocket.hub.schedule;

import io.rootsocket.hub.schedule.ledger.Ledger;
import io.rootsocket.hub.schedule.ledger.LedgerEntry;
import io.rootsocket.hub.schedule.ledger.OperatorActions;
import io.rootsocket.hub.schedule.timetable.RouteSchedule;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What was due and what became of it, for who must say so when nothing did. Safe to share between threads. */
public final class ScheduleRecords {

    private final Map<String, RouteSchedule> declared;
    private final Ledger ledger;
    private final OperatorActions actions;
    private final FiredOccurrences fired;

    ScheduleRecords(
            Map<String, RouteSchedule> declared, Ledger ledger, OperatorActions actions, FiredOccurrences fired) {
        this.declared = declared;
        this.ledger = ledger;
        this.actions = actions;
        this.fired = fired;
    }

    /** The schedules of the routes that run. */
    public List<RouteSchedule> schedules() {
        return List.copyOf(declared.values());
    }

    /** Within which time after it is due an occurrence of a route must be delivered; empty if that was not said. */
    public Optional<Duration> deliverBy(String route) {
        return Optional.ofNullable(fired.consumers().get(route)).flatMap(ScheduleConsumer::deliverBy);
    }

    /** The routes that somebody has paused. */
    public Set<String> paused() {
        return actions.paused();
    }

    /** Whether a route was paused at a time. */
    public boolean wasPaused(String route, Instant at) {
        return actions.wasPaused(route, at);
    }

    /** What the ledger says of a route, from {@code from} until before {@code to}, the oldest first. */
    public List<LedgerEntry> between(String route, Instant from, Instant to, int max) {
        return ledger.between(from, to, Optional.of(route), max);
    }

    /** The routes of which the ledger has something that was due from {@code from} until before {@code to}. */
    public Set<String> routesDue(Instant from, Instant to) {
        return ledger.routesDue(from, to);
    }

    /** The latest entry of each of these routes that is not ahead of its time. */
    public List<LedgerEntry> latest(Collection<String> routes) {
        return routes.stream().flatMap(route -> ledger.latest(route).stream()).toList();
    }
}
