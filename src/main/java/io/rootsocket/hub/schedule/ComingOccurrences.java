package io.rootsocket.hub.schedule;

import io.rootsocket.hub.schedule.ledger.Ledger;
import io.rootsocket.hub.schedule.ledger.Occurrence;
import io.rootsocket.hub.schedule.ledger.OperatorActions;
import io.rootsocket.hub.schedule.timetable.RouteSchedule;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** When routes will really fire: what a person has paused or skipped does not. Safe to share between threads. */
final class ComingOccurrences {

    private static final Logger LOG = LoggerFactory.getLogger(ComingOccurrences.class);

    private final Ledger ledger;
    private final OperatorActions actions;
    private final Clock clock;

    ComingOccurrences(Ledger ledger, OperatorActions actions, Clock clock) {
        this.ledger = ledger;
        this.actions = actions;
        this.clock = clock;
    }

    /** What people have told the schedules, as of a moment. */
    record Told(Set<String> paused, Set<Occurrence> skipped, Instant now) {

        boolean isPaused(RouteSchedule schedule) {
            return paused.contains(schedule.route());
        }

        boolean isSkipped(String route, Instant at) {
            return skipped.contains(new Occurrence(route, at));
        }

        /** When it fires next; empty if it is paused, or over. */
        Optional<Instant> next(RouteSchedule schedule) {
            if (isPaused(schedule)) {
                return Optional.empty();
            }
            Optional<Instant> next = schedule.timetable().after(now);
            while (next.isPresent() && isSkipped(schedule.route(), next.get())) {
                next = schedule.timetable().after(next.get());
            }
            return next;
        }
    }

    Told told() {
        Instant now = clock.instant();
        return new Told(actions.paused(), ledger.skippedAfter(now), now);
    }

    /** When each is due next, the soonest first. While the database is away, what people have told is not known. */
    List<NextFire> nextFires(Collection<RouteSchedule> schedules) {
        Told told = toldOrNothing();
        return schedules.stream()
                .flatMap(schedule -> told.next(schedule).stream()
                        .map(at -> new NextFire(
                                schedule.route(), at, schedule.timetable().zone())))
                .sorted(Comparator.comparing(NextFire::at))
                .toList();
    }

    /** The routes of these that are paused, as far as it is known. */
    List<String> paused(Collection<RouteSchedule> schedules) {
        Told told = toldOrNothing();
        return schedules.stream()
                .filter(told::isPaused)
                .map(RouteSchedule::route)
                .sorted()
                .toList();
    }

    private Told toldOrNothing() {
        try {
            return told();
        } catch (DataAccessException e) {
            LOG.debug("The database is away", e);
            return new Told(Set.of(), Set.of(), clock.instant());
        }
    }
}
