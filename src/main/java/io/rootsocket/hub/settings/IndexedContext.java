package io.rootsocket.hub.settings;

import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.LoggingLevel;
import org.apache.camel.Producer;
import org.apache.camel.Route;
import org.apache.camel.Service;
import org.apache.camel.TypeConverter;
import org.apache.camel.dsl.yaml.common.DefaultYamlDeserializerResolverProvider;
import org.apache.camel.dsl.yaml.common.YamlDeserializerResolver;
import org.apache.camel.dsl.yaml.common.YamlDeserializerResolverProvider;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.RouteService;
import org.apache.camel.model.ModelLifecycleStrategySupport;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteDefinitionHelper;
import org.apache.camel.spi.LifecycleStrategy;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RouteStartupOrder;
import org.apache.camel.spi.TypeConverterRegistry;
import org.apache.camel.support.SimpleTypeConverter;
import org.jspecify.annotations.Nullable;

/**
 * A Camel context in which a route is added among ten thousand as fast as among ten. For each route Camel looks through all
 * others: for its id, for its endpoint, for its services. Here it is told by an index that there is nothing to find, and
 * where there may be something, it looks itself. Safe for threads as Camel's own.
 */
abstract class IndexedContext extends DefaultCamelContext {

    private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    /** Camel's class is not public. */
    private static final String STARTS_ROUTES = "org.apache.camel.impl.engine.InternalRouteStartupManager";

    private final Map<String, RouteDefinition> definitions = new ConcurrentHashMap<>();
    /** Those that have no id yet, or one that still holds a placeholder. */
    private final Set<RouteDefinition> unnamed = ConcurrentHashMap.newKeySet();
    /** By what they take from. */
    private final Map<Endpoint, List<Route>> consuming = new ConcurrentHashMap<>();
    /** At least those of routes that Camel has in its list. */
    private final Set<Object> services = ConcurrentHashMap.newKeySet();

    /** Whether a route has had a place in the order of the start that was written in its file. */
    private volatile boolean ordered;

    private final ThreadLocal<@Nullable List<RouteDefinition>> naming = new ThreadLocal<>();
    private final ThreadLocal<@Nullable Endpoint> starting = new ThreadLocal<>();
    private final ThreadLocal<@Nullable Map<RouteDefinition, String>> nameless = new ThreadLocal<>();

    /** Not built yet: what Camel asks meanwhile would find no index. */
    IndexedContext() {
        super(false);
        addModelLifecycleStrategy(new Index());
        getCamelContextExtension().addContextPlugin(YamlDeserializerResolverProvider.class, new ResolversOnBoard());
    }

    /** Camel's parser searches the class path for them once for each text. */
    private static final class ResolversOnBoard implements YamlDeserializerResolverProvider {

        private @Nullable Map<String, YamlDeserializerResolver> found;

        @Override
        public synchronized Map<String, YamlDeserializerResolver> findResolvers(CamelContext camel) {
            Map<String, YamlDeserializerResolver> known = found;
            if (known == null) {
                known = Map.copyOf(new DefaultYamlDeserializerResolverProvider().findResolvers(camel));
                found = known;
            }
            return known;
        }
    }

    private final class Index extends ModelLifecycleStrategySupport {

        @Override
        public void onAddRouteDefinition(RouteDefinition route) {
            giveBackName(route);
            if (isNamed(route)) {
                definitions.put(route.getId(), route);
            } else {
                unnamed.add(route);
            }
        }

        @Override
        public void onRemoveRouteDefinition(@Nullable RouteDefinition route) {
            if (route != null) {
                unnamed.remove(route);
                if (route.getId() != null) {
                    definitions.remove(route.getId(), route);
                }
            }
        }
    }

    private static boolean isNamed(RouteDefinition route) {
        return route.getId() != null && !route.getId().contains("{{");
    }

    @Override
    public @Nullable RouteDefinition getRouteDefinition(String id) {
        RouteDefinition known = definitions.get(id);
        return known != null && id.equals(known.getId()) ? known : super.getRouteDefinition(id);
    }

    private boolean isFree(String id) {
        unnamed.stream().filter(IndexedContext::isNamed).forEach(route -> {
            definitions.put(route.getId(), route);
            unnamed.remove(route);
        });
        return !definitions.containsKey(id);
    }

    /**
     * Camel first removes what has the same id, for which it looks at each that there is. It does not look for the id
     * of a route that has none: that of a new one is taken off until it is added.
     */
    @Override
    public void addRouteDefinitions(Collection<RouteDefinition> routes) throws Exception {
        var names = new IdentityHashMap<RouteDefinition, String>();
        if (getRouteFilter() == null) {
            routes.stream()
                    .filter(route -> route.hasCustomIdAssigned() && isNamed(route) && isFree(route.getId()))
                    .forEach(route -> names.put(route, route.getId()));
        }
        names.keySet().forEach(route -> route.setId(null));
        nameless.set(names);
        try {
            super.addRouteDefinitions(routes);
        } finally {
            List.copyOf(names.keySet()).forEach(this::giveBackName);
            nameless.remove();
        }
    }

    private void giveBackName(RouteDefinition route) {
        Map<RouteDefinition, String> names = nameless.get();
        String name = names == null ? null : names.remove(route);
        if (name != null) {
            route.setId(name);
        }
    }

    @Override
    public void startRouteDefinitions(List<RouteDefinition> routes) throws Exception {
        List<RouteDefinition> outer = naming.get();
        naming.set(routes.stream().allMatch(IndexedContext::isNamed) ? routes : null);
        try {
            super.startRouteDefinitions(routes);
        } finally {
            naming.set(outer);
        }
    }

    /** Who looks for ids that are taken, and has routes that all have one, needs to see no others. */
    @Override
    public List<RouteDefinition> getRouteDefinitions() {
        List<RouteDefinition> named = naming.get();
        return named != null && isAsker(RouteDefinitionHelper.class.getName()) ? named : super.getRouteDefinitions();
    }

    /**
     * Camel removes each route before it adds it, and looks at the endpoints of all others before it sees that there is none.
     */
    @Override
    public boolean removeRoute(String routeId) throws Exception {
        // A kamelet may be made for a message meanwhile, which adds a route.
        getLock().lock();
        try {
            return getRouteServices().containsKey(routeId) && super.removeRoute(routeId);
        } finally {
            getLock().unlock();
        }
    }

    @Override
    public void addRoute(Route route) {
        super.addRoute(route);
        ordered |= route.getStartupOrder() != null;
        consuming.merge(
                route.getEndpoint(),
                List.of(route),
                (others, one) -> Stream.concat(others.stream(), one.stream()).toList());
    }

    @Override
    public void removeRoute(Route route) {
        super.removeRoute(route);
        consuming.computeIfPresent(route.getEndpoint(), (endpoint, routes) -> {
            List<Route> others = routes.stream().filter(other -> other != route).toList();
            return others.isEmpty() ? null : others;
        });
    }

    @Override
    public void startRouteService(RouteService service, boolean adding) throws Exception {
        Endpoint outer = starting.get();
        starting.set(service.getRoute().getEndpoint());
        getLock().lock();
        try {
            if (ordered || getRouteServices().containsKey(service.getId())) {
                super.startRouteService(service, adding);
            } else {
                startFirst(service, adding);
            }
        } finally {
            getLock().unlock();
            starting.set(outer);
        }
    }

    /**
     * Camel looks through all that have started whether the route is among them, and whether one of them has its place in the
     * order of the start. No route has one that was written, and this one is new: meanwhile it is the only one that is known.
     */
    private void startFirst(RouteService service, boolean adding) throws Exception {
        List<RouteStartupOrder> started = getCamelContextExtension().getRouteStartupOrder();
        List<RouteStartupOrder> others = List.copyOf(started);
        started.clear();
        try {
            super.startRouteService(service, adding);
        } finally {
            started.addAll(0, others);
        }
    }

    /** Who looks whether another route takes from the same needs to see no others. */
    @Override
    public List<Route> getRoutes() {
        Endpoint endpoint = starting.get();
        return endpoint != null && isAsker(STARTS_ROUTES)
                ? consuming.getOrDefault(endpoint, List.of())
                : super.getRoutes();
    }

    /** Whether a context is asked by that class; by way of its subclasses, where Java's compiler puts methods of its own. */
    private static boolean isAsker(String name) {
        return STACK.walk(frames -> frames.map(StackWalker.StackFrame::getDeclaringClass)
                .dropWhile(IndexedContext.class::isAssignableFrom)
                .findFirst()
                .filter(asker -> asker.getName().equals(name))
                .isPresent());
    }

    @Override
    public void addService(Object object, boolean stopOnShutdown, boolean forceStart) throws Exception {
        super.addService(object, stopOnShutdown, forceStart);
        if (stopOnShutdown && isOfARoute(object)) {
            services.add(object);
        }
    }

    @Override
    public void deferStartService(Object object, boolean stopOnShutdown) {
        super.deferStartService(object, stopOnShutdown);
        if (stopOnShutdown && isOfARoute(object)) {
            services.add(object);
        }
    }

    /**
     * While all stops, each route that stops takes what is its own from Camel's list, and Camel looks for it among that of all
     * routes. The list goes with its last, and all that is on it is stopped by then.
     */
    @Override
    public boolean removeService(Object object) throws Exception {
        if (isStopping() && isOfARoute(object) && services.contains(object)) {
            for (LifecycleStrategy strategy : getLifecycleStrategies()) {
                strategy.onServiceRemove(this, (Service) object, null);
            }
            return true;
        }
        services.remove(object);
        return super.removeService(object);
    }

    /** Of these there are some for each route, and no others than those come to Camel's list by another way. */
    @Override
    public boolean hasService(Object object) {
        return (!isOfARoute(object) || services.contains(object)) && super.hasService(object);
    }

    private static boolean isOfARoute(Object service) {
        return service instanceof Producer || service instanceof RoutePolicy;
    }

    /** For each step of each route Camel looks for a converter to this among all that there are, and then does without. */
    @Override
    protected TypeConverter createTypeConverter() {
        TypeConverter converters = super.createTypeConverter();
        if (converters instanceof TypeConverterRegistry registry) {
            registry.addTypeConverter(
                    LoggingLevel.class,
                    String.class,
                    new SimpleTypeConverter(
                            false,
                            (type, exchange, text) -> level(String.valueOf(text).trim())));
        }
        return converters;
    }

    private static LoggingLevel level(String text) {
        for (LoggingLevel level : LoggingLevel.values()) {
            if (level.name().equalsIgnoreCase(text)) {
                return level;
            }
        }
        throw new IllegalArgumentException(
                "Enum class %s does not have any constant with value: %s".formatted(LoggingLevel.class, text));
    }
}
