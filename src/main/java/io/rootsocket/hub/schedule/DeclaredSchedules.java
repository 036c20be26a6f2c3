package io.rootsocket.hub.schedule;

import io.rootsocket.hub.schedule.nodes.NodeClock;
import io.rootsocket.hub.schedule.timetable.RouteSchedule;
import io.rootsocket.hub.schedule.timetable.ScheduleChange;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When the routes that run say that they are due. A moment after any of them says something else, what is stored is made equal
 * to it. Safe to share between threads.
 */
final class DeclaredSchedules implements ScheduleRegister {

    private static final Logger LOG = LoggerFactory.getLogger(DeclaredSchedules.class);
    private static final Duration WEEK = Duration.ofDays(7);
    /** A person may stop several routes one after the other. */
    private static final Duration SETTLE = Duration.ofMillis(500);

    private final Map<String, RouteSchedule> declared;
    private final Map<String, FormerName> formerly = new ConcurrentHashMap<>();
    private final FiredOccurrences fired;
    private final FormerNames formerNames;
    private final Reconciliation reconciliation;
    private final ScheduledExecutorService keeper;
    private final NodeClock nodeClock;
    private final Clock clock;

    private volatile boolean started;
    private volatile boolean changing;
    private volatile boolean stopping;

    /**
     * @param declared what they say, by route; changed here alone
     * @param keeper compares it with what is stored
     */
    DeclaredSchedules(
            Map<String, RouteSchedule> declared,
            FiredOccurrences fired,
            FormerNames formerNames,
            Reconciliation reconciliation,
            ScheduledExecutorService keeper,
            NodeClock nodeClock,
            Clock clock) {
        this.declared = declared;
        this.fired = fired;
        this.formerNames = formerNames;
        this.reconciliation = reconciliation;
        this.keeper = keeper;
        this.nodeClock = nodeClock;
        this.clock = clock;
    }

    @Override
    public void declare(RouteSchedule schedule, ScheduleConsumer consumer) {
        fired.connect(schedule.route(), consumer);
        declared.put(schedule.route(), schedule);
        consumer.formerName(schedule.route()).ifPresent(former -> formerly.put(schedule.route(), former));
        reconcileIn(SETTLE);
    }

    /** At the hub's own stop, what is stored stays as it is; while routes are swapped, each is about to come back. */
    @Override
    public void withdraw(String route, ScheduleConsumer consumer) {
        fired.disconnect(route, consumer);
        if (!stopping && !changing) {
            forgetTheGone();
            reconcileIn(SETTLE);
        }
    }

    private void forgetTheGone() {
        declared.keySet().removeIf(route -> !fired.knows(route));
    }

    /** All routes that can run do: from now on, what changes is stored. */
    void start() {
        started = true;
    }

    /** From now on, what is stored stays as it is. */
    void stop() {
        stopping = true;
    }

    /** Makes what is stored equal to what the routes say, on the keeper's thread. */
    void reconcileIn(Duration wait) {
        if (started && !stopping && !changing) {
            keeper.schedule(this::reconcileQuietly, wait.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void reconcileQuietly() {
        if (changing) {
            return;
        }
        try {
            reconcile();
        } catch (RuntimeException e) {
            LOG.warn("The schedules could not be compared with the routes: {}", e.getMessage());
            reconcileIn(SETTLE);
        }
    }

    /** The same now. Returns one line for each difference. */
    List<String> reconcile() {
        return stopping || nodeClock.wrong().isPresent() ? List.of() : reconciliation.run(Map.copyOf(declared));
    }

    /** The same for the first time, when what is stored may have names of an earlier version. */
    void reconcileFirst() {
        reconciliation.runFirst(Map.copyOf(declared), Map.copyOf(formerly), formerNames);
    }

    /**
     * The routes are about to change. What is stored stays as it is until that is over, and what fires meanwhile for a
     * route that is being swapped waits for it.
     *
     * @return must be called afterwards; says one line for each schedule that is another
     */
    Supplier<List<String>> beforeChange() {
        Map<String, RouteSchedule> before = Map.copyOf(declared);
        changing = true;
        fired.routesChange();
        return () -> {
            forgetTheGone();
            List<String> unreadable = readCalendars();
            changing = false;
            fired.routesChanged();
            reconcileIn(Duration.ZERO);
            Instant now = clock.instant();
            return Stream.concat(
                            ScheduleChange.between(before, Map.copyOf(declared), now, now.plus(WEEK)).stream()
                                    .map(ScheduleChange::summary),
                            unreadable.stream())
                    .toList();
        };
    }

    /** A calendar may have been edited, and no route. One that cannot be read stays as it was. */
    private List<String> readCalendars() {
        var unreadable = new ArrayList<String>();
        fired.consumers().forEach((route, consumer) -> {
            try {
                declared.put(route, consumer.scheduleNow());
            } catch (IllegalArgumentException e) {
                unreadable.add("Schedule of %s stays as it was: %s".formatted(route, e.getMessage()));
            }
        });
        return unreadable;
    }
}
