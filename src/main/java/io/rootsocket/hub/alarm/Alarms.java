package io.rootsocket.hub.alarm;

import io.rootsocket.hub.schedule.ScheduleRecords;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * The alarms of a hub: looks every few seconds at what is wrong, and has routes told of it. Safe to share between threads.
 *
 * <p>An alarm that was raised stays so over restarts, and a route is told of it at least once. Several hubs on one database
 * raise it once.
 */
public final class Alarms implements AlarmRegister, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Alarms.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
    private static final Set<Topic> FAILING = EnumSet.of(Topic.ROUTE_FAILING, Topic.SCHEDULE_FAILED);
    private static final Duration FORGET_EVERY = Duration.ofHours(1);
    /** What no route has taken for so long is worth nothing any more. */
    private static final Duration KEEP_UNTOLD = Duration.ofDays(7);

    private final AlarmStore store;
    private final RouteRecords routes;
    private final RouteWatch routeWatch;
    private final DataSource database;
    private final AlarmRules rules;
    private final Clock clock;
    private final AlarmBook book;
    private final Predicate<Exchange> failed;
    private final UnaryOperator<String> redaction;
    private final List<Watched> sources = new CopyOnWriteArrayList<>();
    private final Set<AlarmConsumer> consumers = ConcurrentHashMap.newKeySet();
    private volatile Map<String, Alarm> raised = Map.of();
    private volatile @Nullable Instant lookedAt;
    private volatile @Nullable String problem;
    private volatile @Nullable Instant untoldSince;
    private Instant forgotten = Instant.EPOCH;

    private record Watched(Set<Topic> topics, TroubleSource source) {}

    /**
     * @param shared whether other hubs use the database too
     * @param failed whether an exchange that is done has failed
     * @param redaction takes out of words what may neither be stored nor told
     */
    public Alarms(
            DataSource database,
            boolean shared,
            AlarmRules rules,
            Clock clock,
            Predicate<Exchange> failed,
            UnaryOperator<String> redaction) {
        this.database = database;
        this.rules = rules;
        this.clock = clock;
        this.failed = failed;
        this.redaction = redaction;
        this.store = new AlarmTables(database, shared);
        this.routes = new RouteRecords(database);
        this.routeWatch = new RouteWatch(routes, rules, clock, this::tellers);
        this.book = new AlarmBook(store, rules, clock.instant(), () -> !consumers.isEmpty());
        watch(EnumSet.of(Topic.ROUTE_SILENT, Topic.ROUTE_FAILING), routeWatch);
    }

    /** Gives a context the component {@code hub:}, and sees what its routes expect. Before the first route is added. */
    public void attach(CamelContext camel, String calendars) {
        var component = new HubComponent();
        component.setCalendars(calendars);
        component.use(this);
        camel.addComponent("hub", component);
        camel.addLifecycleStrategy(new ExpectedRoutes(routeWatch));
    }

    /** Looks also at what that source knows, which is about these topics. */
    public void watch(Set<Topic> topics, TroubleSource source) {
        sources.add(new Watched(EnumSet.copyOf(topics), source));
    }

    /** Looks also at what was due. */
    public void watch(ScheduleRecords schedules) {
        watch(
                EnumSet.of(Topic.SCHEDULE_LATE, Topic.SCHEDULE_MISSED, Topic.SCHEDULE_FAILED),
                new ScheduleWatch(
                        OccurrenceRecords.of(schedules),
                        new PunctualityRecords(database),
                        (topic, route) -> Optional.ofNullable(raised.get(Trouble.key(topic.toString(), route)))));
    }

    /** Looks every few seconds, for as long as that executor runs. */
    public void start(ScheduledExecutorService executor) {
        executor.scheduleWithFixedDelay(
                this::lookQuietly, LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void lookQuietly() {
        try {
            look();
        } catch (DataAccessException e) {
            if (problem == null) {
                LOG.warn("Nothing is known of alarms while the database is away: {}", e.getMessage());
            }
            problem = redaction.apply(
                    "The database does not answer: " + e.getMostSpecificCause().getMessage());
        } catch (RuntimeException | Error e) {
            // Whatever it is, it must not end the looking for good.
            LOG.error("The alarms could not be looked at", e);
            problem = redaction.apply("The alarms could not be looked at: " + e);
        }
    }

    /** Looks once. One at a time. */
    synchronized void look() {
        Instant now = clock.instant();
        readRaised();
        var troubles = new ArrayList<Trouble>();
        var unknown = EnumSet.noneOf(Topic.class);
        for (Watched watched : sources) {
            try {
                troubles.addAll(watched.source().look(now));
            } catch (DataAccessException e) {
                throw e;
            } catch (RuntimeException e) {
                LOG.debug("It is not known whether {} is wrong", watched.topics(), e);
                unknown.addAll(watched.topics());
            }
        }
        troubles.replaceAll(trouble -> trouble.redacted(redaction));
        troubles.removeIf(this::isSaidOtherwise);
        book.look(troubles, unknown, now);
        readRaised();
        if (Duration.between(forgotten, now).abs().compareTo(FORGET_EVERY) > 0) {
            store.forget(now.minus(rules.keep()), now.minus(KEEP_UNTOLD));
            routes.forget(now.minus(rules.keep()));
            forgotten = now;
        }
        untoldSince = store.oldestUntold().orElse(null);
        lookedAt = now;
        problem = null;
        consumers.forEach(AlarmConsumer::wake);
    }

    /** A schedule that fails is a route that fails: whichever was found first is enough. */
    private boolean isSaidOtherwise(Trouble trouble) {
        return FAILING.contains(trouble.topic())
                && !raised.containsKey(trouble.key())
                && Stream.concat(FAILING.stream(), Stream.of(Topic.SCHEDULE_LATE))
                        .anyMatch(topic -> raised.containsKey(Trouble.key(topic.toString(), trouble.subject())));
    }

    private void readRaised() {
        raised = store.raised().stream().collect(Collectors.toMap(Alarm::key, alarm -> alarm, (a, b) -> a));
    }

    /** Writes what has come through routes, so that it is known after the next start. The database is open still. */
    @Override
    public void close() {
        try {
            routeWatch.write();
        } catch (DataAccessException e) {
            LOG.debug("The database is away", e);
        }
    }

    /** What is wrong now. */
    public AlarmReport report() {
        return new AlarmReport(
                raisedNow(),
                lookedAt,
                problem,
                untoldSince,
                tellers().stream().sorted().toList());
    }

    /** How many alarms about that were raised when the hub last looked. For who asks often. */
    public long count(Topic topic) {
        return raised.values().stream().filter(alarm -> alarm.isOf(topic)).count();
    }

    private List<Alarm> raisedNow() {
        try {
            return store.raised();
        } catch (DataAccessException e) {
            LOG.debug("The database is away; as of the last look", e);
            return List.copyOf(raised.values());
        }
    }

    /** The latest of the alarms that were cleared, the latest first. */
    public List<Alarm> cleared(int max) {
        return store.cleared(max);
    }

    /** Whether it matters that an exchange ended well: only where some have failed. */
    public boolean awaitsSuccess() {
        return routeWatch.awaitsSuccess();
    }

    /** An exchange of a route ended well. */
    public void handled(String route) {
        routeWatch.handled(route);
    }

    /** An exchange of a route failed. */
    public void failed(String route, String exchangeId, String why) {
        routeWatch.failed(route, exchangeId, redaction.apply(why));
    }

    @Override
    public void came(String route, Exchange exchange) {
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onComplete(Exchange done) {
                if (!failed.test(done)) {
                    routeWatch.came(route);
                }
            }
        });
    }

    @Override
    public void declare(AlarmConsumer consumer) {
        consumers.add(consumer);
        consumer.begin(store, clock);
    }

    @Override
    public void withdraw(AlarmConsumer consumer) {
        consumers.remove(consumer);
    }

    /** The routes that tell of alarms. */
    public Set<String> tellers() {
        return consumers.stream().map(AlarmConsumer::routeName).collect(Collectors.toSet());
    }
}
