package io.rootsocket.hub.schedule;

import io.rootsocket.hub.schedule.ledger.Occurrence;
import io.rootsocket.hub.schedule.timetable.RouteSchedule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.RouteAware;
import org.apache.camel.Suspendable;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;

/** Starts its route whenever the hub's schedules say so, on any of the hub's threads for occurrences. */
public final class ScheduleConsumer extends DefaultConsumer implements RouteAware, Suspendable {

    /** The occurrence's key as text, the same over a crash: what repeats are dropped by. */
    static final String OCCURRENCE = "CamelRootSocketOccurrence";
    /** The same as an object, for the hub alone. */
    private static final String FIRED = "hub.occurrence";

    /** Counts the messages that the component puts into the outbox. */
    private static final String ACCEPTED = "CamelRootSocketOccurrenceAccepted";

    /** Counts those that it drops as repeats. */
    private static final String DROPPED = "CamelRootSocketOccurrenceDropped";

    private final ScheduleEndpoint endpoint;
    private @Nullable Route route;

    ScheduleConsumer(ScheduleEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        endpoint.schedules().declare(endpoint.schedule(routeKey()), this);
    }

    @Override
    protected void doStop() throws Exception {
        endpoint.schedules().withdraw(routeKey(), this);
        super.doStop();
    }

    private String routeKey() {
        return ScheduleName.of(Optional.ofNullable(route).orElseThrow(), endpoint.getName());
    }

    /**
     * What its endpoint says now, with the calendars as they are now.
     *
     * @throws IllegalArgumentException if a calendar cannot be read
     */
    RouteSchedule scheduleNow() {
        return endpoint.scheduleNow(routeKey());
    }

    /** The calendars that leave out days, by their names. */
    Map<String, Set<LocalDate>> calendars() {
        return endpoint.calendars();
    }

    /** Which calendars its endpoint goes by, as the end of a sentence. */
    String calendarsInWords() {
        return endpoint.calendarsInWords();
    }

    /** Within which time after it is due an occurrence must be delivered; empty if that was not said. */
    Optional<Duration> deliverBy() {
        return Optional.ofNullable(endpoint.getDeliverBy());
    }

    /** What earlier versions called its schedule, if that was something else. */
    Optional<FormerName> formerName(String name) {
        return FormerName.of(Optional.ofNullable(route).orElseThrow(), name, endpoint.getName());
    }

    public Exchange exchange(Fire fire, Instant firedAt) {
        Exchange exchange = createExchange(false);
        Message message = exchange.getIn();
        message.setHeader(OCCURRENCE, fire.occurrence().toString());
        // Routes remove headers; what tells repeats apart must stay.
        exchange.setProperty(OCCURRENCE, fire.occurrence().toString());
        exchange.setProperty(FIRED, fire.occurrence());
        exchange.setProperty(ACCEPTED, new AtomicInteger());
        exchange.setProperty(DROPPED, new AtomicInteger());
        // The names that Camel's quartz: uses.
        message.setHeader("triggerName", endpoint.getName());
        message.setHeader("scheduledFireTime", Date.from(fire.occurrence().scheduledAt()));
        message.setHeader("fireTime", Date.from(firedAt));
        fire.next().ifPresent(next -> message.setHeader("nextFireTime", Date.from(next)));
        message.setHeader(Exchange.MESSAGE_TIMESTAMP, firedAt.toEpochMilli());
        return exchange;
    }

    static int accepted(Exchange exchange) {
        return count(exchange, ACCEPTED);
    }

    static int dropped(Exchange exchange) {
        return count(exchange, DROPPED);
    }

    private static int count(Exchange exchange, String counter) {
        return Objects.requireNonNull(exchange.getProperty(counter, AtomicInteger.class))
                .get();
    }

    @Override
    public void setRoute(Route route) {
        this.route = route;
    }

    @Override
    public @Nullable Route getRoute() {
        return route;
    }

    /** The occurrence that began an exchange; empty if no schedule did. */
    static Optional<Occurrence> occurrence(Exchange exchange) {
        return Optional.ofNullable(exchange.getProperty(FIRED, Occurrence.class));
    }
}
