package io.rootsocket.hub.routetest;

import io.rootsocket.hub.schedule.Fire;
import io.rootsocket.hub.schedule.ScheduleComponents;
import io.rootsocket.hub.schedule.ScheduleConsumer;
import io.rootsocket.hub.schedule.ScheduleRegister;
import io.rootsocket.hub.schedule.ledger.Occurrence;
import io.rootsocket.hub.schedule.timetable.Overlap;
import io.rootsocket.hub.schedule.timetable.RouteSchedule;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;

/**
 * The schedules of routes that fire only when they are told to: no database, no threads, no time of their own. For tests
 * of routes, and to see what a folder of routes would do. Safe to share between threads.
 */
public final class VirtualSchedules implements ScheduleRegister {

    private final Map<String, Declared> declared = new ConcurrentSkipListMap<>();

    private record Declared(RouteSchedule schedule, ScheduleConsumer consumer) {}

    /**
     * Gives a context the components that use these schedules.
     *
     * @param calendars the folder of the named calendars of excluded days
     */
    public void attach(CamelContext camel, String calendars) {
        ScheduleComponents.add(camel, this, calendars, false);
    }

    @Override
    public void declare(RouteSchedule schedule, ScheduleConsumer consumer) {
        declared.put(schedule.route(), new Declared(schedule, consumer));
    }

    @Override
    public void withdraw(String route, ScheduleConsumer consumer) {
        declared.remove(route);
    }

    /** The schedules of the routes that have started. */
    public List<RouteSchedule> all() {
        return declared.values().stream().map(Declared::schedule).toList();
    }

    /**
     * Runs every route that is due at that instant, in this thread.
     *
     * @return the exchanges, each after its route
     */
    public List<Exchange> fireAt(Instant instant) {
        Instant second = instant.truncatedTo(ChronoUnit.SECONDS);
        return declared.values().stream()
                .filter(route -> next(route, second.minusMillis(1)).equals(Optional.of(second)))
                .map(route -> run(route, second))
                .toList();
    }

    private static Optional<Instant> next(Declared route, Instant after) {
        return route.schedule().timetable().after(after);
    }

    private static Exchange run(Declared route, Instant at) {
        var occurrence = new Occurrence(route.schedule().route(), at);
        Exchange exchange = route.consumer().exchange(new Fire(occurrence, Overlap.ALLOW, next(route, at)), at);
        try {
            route.consumer().getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
        return exchange;
    }
}
