package io.rootsocket.hub.hub;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The meters of a hub, Camel's among them, with a bound on those that there is one of for each route: who has thousands of
 * routes looks at none of them one by one, and a page that long is slow to ask for and dear to keep. What the further ones
 * count is added up under {@value #OTHERS}. Safe to share between threads.
 */
final class BoundedMeters extends PrometheusMeterRegistry {

    /** Stands for the routes that have no meters of their own. No route has such a name. */
    static final String OTHERS = "(others)";

    /** As Camel calls it, and as the hub does. */
    private static final List<String> ROUTE_TAGS = List.of("routeId", "route");

    private final int max;
    private final Set<String> own = ConcurrentHashMap.newKeySet();

    /** @param max how many routes have meters of their own */
    BoundedMeters(int max) {
        super(PrometheusConfig.DEFAULT);
        this.max = max;
        config().meterFilter(new RouteTimes()).meterFilter(new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                return bounded(id);
            }
        });
    }

    private Meter.Id bounded(Meter.Id id) {
        for (String tag : ROUTE_TAGS) {
            String route = id.getTag(tag);
            if (route != null && !hasOwn(route)) {
                return id.replaceTags(id.getTags().stream()
                        .map(each -> each.getKey().equals(tag) ? Tag.of(tag, OTHERS) : each)
                        .toList());
            }
        }
        return id;
    }

    private boolean hasOwn(String route) {
        // Not quite the number when many come at once: it need not be.
        return own.contains(route) || own.size() < max && (own.add(route) || own.contains(route));
    }

    /** Camel removes the meters of a route that goes. Those of the others are there for whoever is left. */
    @Override
    public @Nullable Meter remove(Meter.Id id) {
        for (String tag : ROUTE_TAGS) {
            if (OTHERS.equals(id.getTag(tag))) {
                return null;
            }
        }
        return super.remove(id);
    }
}
