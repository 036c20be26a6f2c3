package io.rootsocket.hub.alarm;

import io.rootsocket.hub.alarm.AlarmNotice.Kind;
import io.rootsocket.hub.schedule.ScheduleName;
import io.rootsocket.hub.text.DurationText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.RouteAware;
import org.apache.camel.Suspendable;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Brings alarms to its route, one at a time. What its route fails with comes again, ever more rarely, and is no alarm of its
 * own: else an alarm that cannot be told would raise the next.
 */
public final class AlarmConsumer extends DefaultConsumer implements RouteAware, Suspendable {

    private static final Logger LOG = LoggerFactory.getLogger(AlarmConsumer.class);
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(10);
    private static final int MAX_DOUBLINGS = 6;
    /** Each look at the alarms wakes it, whichever node raises them; this is for when the looks fail. */
    private static final long LOOK_EVERY_SECONDS = 60;

    private final HubEndpoint endpoint;
    private final String name = UUID.randomUUID().toString();
    private @Nullable Route route;
    private @Nullable AlarmStore store;
    private @Nullable Clock clock;
    private @Nullable ScheduledExecutorService executor;

    AlarmConsumer(HubEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        endpoint.alarms().ifPresent(alarms -> alarms.declare(this));
    }

    @Override
    protected void doStop() throws Exception {
        endpoint.alarms().ifPresent(alarms -> alarms.withdraw(this));
        ScheduledExecutorService ending = executor;
        if (ending != null) {
            endpoint.getCamelContext().getExecutorServiceManager().shutdownGraceful(ending);
            executor = null;
        }
        super.doStop();
    }

    /** Tells from now on what is in that store. */
    void begin(AlarmStore from, Clock by) {
        store = from;
        clock = by;
        ScheduledExecutorService begun = endpoint.getCamelContext()
                .getExecutorServiceManager()
                .newSingleThreadScheduledExecutor(this, "hub-alarms");
        executor = begun;
        begun.scheduleWithFixedDelay(this::tellAll, 1, LOOK_EVERY_SECONDS, TimeUnit.SECONDS);
    }

    /** There may be something to tell. */
    void wake() {
        ScheduledExecutorService running = executor;
        if (running != null && !running.isShutdown()) {
            running.execute(this::tellAll);
        }
    }

    private void tellAll() {
        try {
            Optional<AlarmNotice> next = next();
            while (next.isPresent()) {
                tell(next.get());
                next = next();
            }
        } catch (DataAccessException e) {
            LOG.debug("The database is away; alarms are told once it is back", e);
        } catch (RuntimeException | Error e) {
            LOG.error("Alarms could not be brought to {}", routeName(), e);
        }
    }

    private Optional<AlarmNotice> next() {
        return isRunAllowed() && !isSuspended() ? store().take(name, now(), LEASE) : Optional.empty();
    }

    private void tell(AlarmNotice notice) {
        Exchange exchange = exchange(notice);
        try {
            getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
        Exception failure = exchange.getException();
        releaseExchange(exchange, false);
        if (failure == null) {
            store().done(notice);
            return;
        }
        Duration wait = FIRST_RETRY.multipliedBy(1L << Math.min(notice.attempts(), MAX_DOUBLINGS));
        // Why was said where it failed.
        LOG.debug(
                "Alarm {} could not be told by route {}, and is tried again in {}: {}",
                notice.alarm().topic(),
                routeName(),
                DurationText.of(wait),
                failure.getMessage());
        store().again(notice, now().plus(wait));
    }

    /**
     * A message as a route gets it, of an alarm that there is not. For tests of routes.
     *
     * @param state {@code raised}, {@code repeated} or {@code cleared}
     * @throws IllegalArgumentException if there is no such state or topic
     */
    public Exchange exchange(String state, String topic, String subject, String what, Instant at) {
        Topic known = Topic.of(topic)
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no alarm `%s`. There are %s.".formatted(topic, Arrays.toString(Topic.values()))));
        Kind kind = Arrays.stream(Kind.values())
                .filter(value -> value.toString().equals(state))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "`%s` is none of %s.".formatted(state, Arrays.toString(Kind.values()))));
        var alarm = new Alarm(
                1,
                topic,
                subject,
                known.severity(),
                at,
                what,
                "See what it says.",
                "hub alarms",
                null,
                1,
                at,
                at,
                at,
                1,
                1,
                null,
                0);
        return exchange(new AlarmNotice(1, kind, at, alarm, 0));
    }

    /** A message as the route gets it. */
    private Exchange exchange(AlarmNotice notice) {
        Exchange exchange = createExchange(false);
        AlarmText.write(notice, endpoint.getFormat().equals("json"), ZoneId.systemDefault(), exchange.getIn());
        exchange.getIn().setHeader(Exchange.MESSAGE_TIMESTAMP, notice.at().toEpochMilli());
        return exchange;
    }

    private AlarmStore store() {
        return Optional.ofNullable(store).orElseThrow();
    }

    private Instant now() {
        return Optional.ofNullable(clock).orElseThrow().instant();
    }

    /** What people call its route. */
    String routeName() {
        Route started = Optional.ofNullable(route).orElseThrow();
        return ScheduleName.outermost(started.getCamelContext(), started.getRouteId());
    }

    @Override
    public void setRoute(Route route) {
        this.route = route;
    }

    @Override
    public @Nullable Route getRoute() {
        return route;
    }
}
