package io.rootsocket.hub.console.pages;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * How much goes through each route and to each channel, from the meters that monitoring reads as well. A rate is over the
 * last minute or so; looked at every ten seconds, so that it is there for who has just come. Safe for threads.
 */
final class Traffic {

    private static final String ROUTE = "routeId";
    private static final String CHANNEL = "channel";
    private static final Duration PERIOD = Duration.ofSeconds(10);
    private static final int KEPT = 7;

    /**
     * A route since the hub started.
     *
     * @param perMinute over the last minute; empty while the hub is too young to say
     * @param p50 how long the middle exchange took, in milliseconds, of the last minutes; empty if there was none
     * @param p99 the same of all but one of a hundred
     */
    record OfRoute(
            long exchanges,
            long failures,
            int inFlight,
            Optional<Double> perMinute,
            Optional<Double> p50,
            Optional<Double> p99) {}

    /** A channel since the hub started. */
    record OfChannel(long accepted, long delivered, long dead, Optional<Double> perMinute) {

        static final OfChannel NONE = new OfChannel(0, 0, 0, Optional.empty());
    }

    /** Counts at a moment: routes' exchanges and channels' deliveries. */
    private record Sample(long nanos, Map<String, Double> routes, Map<String, Double> channels) {}

    private final CamelContext camel;
    private final MeterRegistry meters;
    private final Deque<Sample> samples = new ArrayDeque<>();

    private Traffic(CamelContext camel, MeterRegistry meters) {
        this.camel = camel;
        this.meters = meters;
    }

    /** Begins to look. Ends with the context. */
    static Traffic of(CamelContext camel) {
        var traffic =
                new Traffic(camel, Objects.requireNonNull(camel.getRegistry().findSingleByType(MeterRegistry.class)));
        camel.getExecutorServiceManager()
                .newScheduledThreadPool(traffic, "Traffic", 1)
                .scheduleAtFixedRate(traffic::sample, 0, PERIOD.toSeconds(), TimeUnit.SECONDS);
        return traffic;
    }

    private void sample() {
        var sample = new Sample(
                System.nanoTime(),
                counts("camel.exchanges.total", ROUTE),
                counts("rootsocket.outbox.delivered", CHANNEL));
        synchronized (samples) {
            samples.addLast(sample);
            if (samples.size() > KEPT) {
                samples.removeFirst();
            }
        }
    }

    private Map<String, Double> counts(String name, String tag) {
        var counts = new HashMap<String, Double>();
        for (Meter meter : meters.find(name).meters()) {
            String of = meter.getId().getTag(tag);
            if (of != null && meter instanceof Counter counter) {
                counts.merge(of, counter.count(), Double::sum);
            }
        }
        return counts;
    }

    /** All routes that something went through. */
    Map<String, OfRoute> routes() {
        Map<String, Double> all = counts("camel.exchanges.total", ROUTE);
        Map<String, Double> failed = counts("camel.exchanges.failed", ROUTE);
        counts("camel.exchanges.failures.handled", ROUTE)
                .forEach((route, count) -> failed.merge(route, count, Double::sum));
        Map<String, HistogramSnapshot> times = times();
        Optional<Sample> before = oldest();
        var routes = new HashMap<String, OfRoute>();
        all.forEach((route, count) -> routes.put(
                route,
                new OfRoute(
                        count.longValue(),
                        failed.getOrDefault(route, 0.0).longValue(),
                        camel.getInflightRepository().size(route),
                        rate(before, count, before.map(sample -> sample.routes().getOrDefault(route, 0.0))),
                        percentile(times.get(route), 0.5),
                        percentile(times.get(route), 0.99))));
        return routes;
    }

    /** All channels that something went to. */
    Map<String, OfChannel> channels() {
        Map<String, Double> accepted = counts("rootsocket.outbox.accepted", CHANNEL);
        Map<String, Double> delivered = counts("rootsocket.outbox.delivered", CHANNEL);
        Map<String, Double> dead = counts("rootsocket.outbox.dead", CHANNEL);
        Optional<Sample> before = oldest();
        var channels = new HashMap<String, OfChannel>();
        accepted.forEach((channel, taken) -> {
            double count = delivered.getOrDefault(channel, 0.0);
            channels.put(
                    channel,
                    new OfChannel(
                            taken.longValue(),
                            (long) count,
                            dead.getOrDefault(channel, 0.0).longValue(),
                            rate(
                                    before,
                                    count,
                                    before.map(sample -> sample.channels().getOrDefault(channel, 0.0)))));
        });
        return channels;
    }

    private Optional<Sample> oldest() {
        synchronized (samples) {
            return Optional.ofNullable(samples.peekFirst());
        }
    }

    private static Optional<Double> rate(Optional<Sample> before, double now, Optional<Double> then) {
        double seconds =
                before.map(sample -> (System.nanoTime() - sample.nanos()) / 1e9).orElse(0.0);
        return seconds < 5 || then.isEmpty()
                ? Optional.empty()
                : Optional.of(Math.max(0, now - then.get()) * 60 / seconds);
    }

    private Map<String, HistogramSnapshot> times() {
        var times = new HashMap<String, HistogramSnapshot>();
        for (Timer timer : meters.find("camel.route.policy").timers()) {
            String route = timer.getId().getTag(ROUTE);
            if (route != null) {
                times.put(route, timer.takeSnapshot());
            }
        }
        return times;
    }

    /** Nothing came within the time that it looks back if it is 0. */
    private static Optional<Double> percentile(@Nullable HistogramSnapshot times, double which) {
        if (times == null) {
            return Optional.empty();
        }
        for (ValueAtPercentile value : times.percentileValues()) {
            if (value.percentile() == which && value.value() > 0) {
                return Optional.of(value.value(TimeUnit.MILLISECONDS));
            }
        }
        return Optional.empty();
    }
}
