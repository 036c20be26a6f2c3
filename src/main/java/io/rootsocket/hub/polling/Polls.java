package io.rootsocket.hub.polling;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.rootsocket.hub.failure.StoppedException;
import io.rootsocket.hub.schedule.ScheduleName;
import io.rootsocket.hub.text.TimeText;
import io.rootsocket.hub.webhook.awaited.RequestCutOff;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.spi.ProducerCache;
import org.apache.camel.support.cache.DefaultProducerCache;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The polls of a hub, and how they fare: the first failure of a row is a line in the log, and so is its end. Those in
 * between are counted, as {@code hub.poll.failures} by {@code route}. Safe to share between threads.
 */
public final class Polls {

    private static final Logger LOG = LoggerFactory.getLogger(Polls.class);
    private static final int MAX_SERVERS = 1_000;
    /** A server is away for a moment when it is started anew; that is no trouble yet. */
    private static final Duration TROUBLE_AFTER = Duration.ofMinutes(5);

    private final CamelContext camel;
    private final ProducerCache producers;
    private final Clock clock;
    private final Map<String, Row> failing = new ConcurrentSkipListMap<>();
    private final Set<RequestCutOff> asking = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    /** Failures that came one after the other. */
    private record Row(Instant since, int failures, String last) {

        Row and(String reason) {
            return new Row(since, failures + 1, reason);
        }
    }

    private Polls(CamelContext camel, ProducerCache producers, Clock clock) {
        this.camel = camel;
        this.producers = producers;
        this.clock = clock;
    }

    /** Gives a context, before it has routes, what its polls need. */
    public static void addTo(CamelContext camel, Clock clock) throws Exception {
        var producers = new DefaultProducerCache(camel, camel, MAX_SERVERS);
        camel.addService(producers, true, true);
        var polls = new Polls(camel, producers, clock);
        camel.getCamelContextExtension().addContextPlugin(Polls.class, polls);
        Optional.ofNullable(HealthCheckRegistry.get(camel))
                .ifPresent(registry -> registry.register(new PollHealth(polls)));
    }

    /** @throws IllegalStateException outside a hub */
    static Polls of(CamelContext camel) {
        return Optional.ofNullable(camel.getCamelContextExtension().getContextPlugin(Polls.class))
                .orElseThrow(() -> new IllegalStateException("Servers are polled in a hub only."));
    }

    /** The hub stops: what is asked again at the next start is not waited for, however long its server is silent. */
    public static void stop(CamelContext camel) {
        Polls polls = camel.getCamelContextExtension().getContextPlugin(Polls.class);
        if (polls != null) {
            polls.stopping = true;
            polls.asking.forEach(RequestCutOff::cut);
        }
    }

    /** The route that polls: its id in its file. */
    static String route(Exchange exchange) {
        return ScheduleName.outermost(exchange.getContext(), Objects.requireNonNullElse(exchange.getFromRouteId(), ""));
    }

    /** A request that a stop of the hub ends. */
    RequestCutOff begin(Exchange request) {
        RequestCutOff cutOff = RequestCutOff.of(request);
        asking.add(cutOff);
        if (stopping) {
            cutOff.cut();
        }
        return cutOff;
    }

    void end(RequestCutOff request) {
        asking.remove(request);
    }

    /** Not by a template, which would read the whole answer before anybody can say that it is too long. */
    void send(Endpoint endpoint, Exchange request) throws Exception {
        AsyncProducer producer = producers.acquireProducer(endpoint);
        try {
            producer.process(request);
        } finally {
            producers.releaseProducer(endpoint, producer);
        }
        if (request.getException() != null) {
            throw request.getException();
        }
    }

    /**
     * Counts a failure, and tells of it if it is the first of a row.
     *
     * @return what the exchange fails with: a stop of the hub has not failed
     */
    Exception failed(String route, PollFailedException failure) {
        if (stopping) {
            return new StoppedException("The hub has stopped before this was done.");
        }
        count(route);
        String reason = String.valueOf(failure.getMessage());
        Row row = Objects.requireNonNull(failing.compute(
                route,
                (name, before) -> before == null
                        ? new Row(clock.instant().truncatedTo(ChronoUnit.SECONDS), 1, reason)
                        : before.and(reason)));
        if (row.failures() == 1) {
            LOG.warn("Route {}: {} It is asked again, and the log says when it answers.", route, reason);
        }
        LOG.debug("Route {} has failed {} time(s) in a row", route, row.failures(), failure);
        return failure;
    }

    private void count(String route) {
        MeterRegistry registry = camel.getRegistry().findSingleByType(MeterRegistry.class);
        if (registry != null) {
            Counter.builder("hub.poll.failures")
                    .description("Polls that a server did not answer as it should")
                    .tag("route", route)
                    .register(registry)
                    .increment();
        }
    }

    /** The server answers. */
    void answered(String route) {
        Row row = failing.remove(route);
        if (row != null) {
            LOG.info(
                    "Route {}: its server answers again, after {} since {}",
                    route,
                    row.failures() == 1 ? "1 failure" : row.failures() + " failures",
                    TimeText.of(row.since(), ZoneId.systemDefault()));
        }
    }

    /** What has failed for a while, by route, as long as the route is there. */
    Map<String, String> troubles(CamelContext camel) {
        failing.keySet().removeIf(route -> camel.getRoute(route) == null);
        Instant now = clock.instant();
        var troubles = new ConcurrentSkipListMap<String, String>();
        failing.forEach((route, row) -> {
            if (Duration.between(row.since(), now).compareTo(TROUBLE_AFTER) >= 0) {
                troubles.put(
                        route,
                        "%d failures since %s. %s"
                                .formatted(
                                        row.failures(), TimeText.of(row.since(), ZoneId.systemDefault()), row.last()));
            }
        });
        return troubles;
    }
}
