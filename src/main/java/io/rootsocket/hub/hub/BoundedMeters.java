package io.rootsocket.hub.hub;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The meters of a hub, Camel's among them, with a bound on those that there is one of for each route: who has thousands of
 * routes looks at none of them one by one, and a page that long is slow to ask for and dear to keep. What the further ones
 * count is added up under {@value #OTHERS}. Safe to share between threads.
 *
 * <p>A route has its place for as long as Camel measures it. What the hub itself has counted of one that is gone stays, since
 * most come back at once, with what was changed in their file; it goes when another route needs the place.
 */
final class BoundedMeters extends PrometheusMeterRegistry {

    /** Stands for the routes that have no meters of their own. No route has such a name. */
    static final String OTHERS = "(others)";

    /** As Camel calls it; its meters come and go with the route. */
    private static final String ROUTE_OF_CAMEL = "routeId";

    /** As Camel calls it, and as the hub does. */
    private static final List<String> ROUTE_TAGS = List.of(ROUTE_OF_CAMEL, "route");

    private final int max;
    /** Those of each route that has a place. Nothing of Micrometer is called under its lock, as it calls under its own. */
    private final Map<String, Set<Meter.Id>> own = new HashMap<>();
    /** The routes with a place, but no meters of Camel's: who comes next may have it. */
    private final Set<String> gone = new LinkedHashSet<>();

    /** @param max how many routes have meters of their own */
    BoundedMeters(int max) {
        super(PrometheusConfig.DEFAULT);
        this.max = max;
        config().onMeterAdded(meter -> added(meter.getId()));
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
        Set<Meter.Id> left = Set.of();
        synchronized (own) {
            if (own.containsKey(route)) {
                return true;
            }
            if (own.size() >= max) {
                if (gone.isEmpty()) {
                    return false;
                }
                String first = gone.iterator().next();
                gone.remove(first);
                left = Objects.requireNonNull(own.remove(first));
            }
            own.put(route, new HashSet<>());
            gone.add(route);
        }
        left.forEach(super::remove);
        return true;
    }

    private void added(Meter.Id id) {
        route(id).filter(route -> !OTHERS.equals(route)).ifPresent(route -> {
            synchronized (own) {
                // Not quite the number when many come at once: it need not be.
                own.computeIfAbsent(route, name -> new HashSet<>()).add(id);
                noteWhetherGone(route);
            }
        });
    }

    /** Camel removes the meters of a route that goes. Those of the others are there for whoever is left. */
    @Override
    public @Nullable Meter remove(Meter.Id id) {
        Optional<String> route = route(id);
        if (route.filter(OTHERS::equals).isPresent()) {
            return null;
        }
        Meter removed = super.remove(id);
        route.ifPresent(name -> removed(name, id));
        return removed;
    }

    private void removed(String route, Meter.Id id) {
        synchronized (own) {
            if (own.containsKey(route) && own.get(route).remove(id)) {
                noteWhetherGone(route);
            }
        }
    }

    private void noteWhetherGone(String route) {
        if (own.getOrDefault(route, Set.of()).stream().anyMatch(id -> id.getTag(ROUTE_OF_CAMEL) != null)) {
            gone.remove(route);
        } else {
            gone.add(route);
        }
    }

    private static Optional<String> route(Meter.Id id) {
        return ROUTE_TAGS.stream().map(id::getTag).filter(Objects::nonNull).findFirst();
    }
}
