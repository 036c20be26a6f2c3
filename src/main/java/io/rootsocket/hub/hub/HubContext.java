package io.rootsocket.hub.hub;

import io.rootsocket.hub.failure.HubShutdown;
import io.rootsocket.hub.settings.SettingsContext;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Route;
import org.apache.camel.spi.ShutdownStrategy;
import org.jspecify.annotations.Nullable;

/** A Camel context in which a route and an exchange cost the same however many routes there are. */
final class HubContext extends SettingsContext {

    private final Map<String, Route> routes = new ConcurrentHashMap<>();

    @Override
    protected ShutdownStrategy createShutdownStrategy() {
        return new HubShutdown(this);
    }

    /**
     * Camel removes each route before it adds it, and looks at the endpoints of all others before it sees that there was
     * none: three quarters of the time of a start with 1,000 routes, and it grew with their square.
     */
    @Override
    public boolean removeRoute(String routeId) throws Exception {
        return getRouteStatus(routeId) != null && super.removeRoute(routeId);
    }

    @Override
    public void addRoute(Route route) {
        super.addRoute(route);
        routes.put(route.getId(), route);
    }

    @Override
    public void removeRoute(Route route) {
        routes.remove(route.getId(), route);
        super.removeRoute(route);
    }

    /** Camel asks for each exchange, and would copy the list of all routes to find it. */
    @Override
    public @Nullable Route getRoute(@Nullable String id) {
        return id == null ? null : routes.get(id);
    }
}
