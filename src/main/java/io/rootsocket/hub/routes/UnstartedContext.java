package io.rootsocket.hub.routes;

import io.rootsocket.hub.routes.yaml.EndpointUris;
import io.rootsocket.hub.settings.SettingsContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.apache.camel.impl.engine.RouteService;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.DataFormat;
import org.apache.camel.spi.LifecycleStrategy;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.service.ServiceHelper;

/**
 * A context in which routes are created but never run: it is built and initialised, never started, so that no consumer, no
 * producer and no connection comes of what is created in it. For one thread at a time.
 */
public class UnstartedContext extends SettingsContext {
    /** A context that is built by who makes it. */
    public UnstartedContext() {}

    /** A context that is built at once, with the beans of this registry. */
    public UnstartedContext(Registry registry) {
        super(registry);
    }

    /**
     * From here on a component gets the one bean of a type that it asks for, and a kamelet is created with the route that names
     * it, as in a context that has started.
     */
    public void createAsIfStarted() throws Exception {
        for (LifecycleStrategy strategy : getLifecycleStrategies()) {
            strategy.onContextInitializing(this);
            strategy.onContextInitialized(this);
        }
    }

    /** Creates a route of which the context knows the definition, and has its steps look for what they need. */
    public void create(RouteDefinition route) throws Exception {
        startRouteDefinitions(List.of(route));
        Optional<Route> created = created(route.getRouteId());
        if (created.isPresent()) {
            makingRoutes(() -> {
                ServiceHelper.initService(created.get().getProcessor());
                NeededAtStart.require(created.get());
                return created;
            });
        }
    }

    /**
     * What is to start at once waits for the start of a context, and here that never comes. An endpoint without its
     * path reaches nothing.
     */
    @Override
    public void addService(Object object, boolean stopOnShutdown, boolean forceStart) throws Exception {
        super.addService(object, stopOnShutdown, forceStart);
        if (forceStart && object instanceof DataFormat format) {
            ServiceHelper.startService(format);
        }
        if (object instanceof Endpoint endpoint && EndpointUris.isNowhere(endpoint.getEndpointUri())) {
            // As a context does that has started: some find only then that there is nowhere to send to.
            ServiceHelper.startService(endpoint);
        }
    }

    /** A route that was created; none if a precondition leaves it out. */
    public Optional<Route> created(String id) {
        return Optional.ofNullable(getRouteServices().get(id)).map(RouteService::getRoute);
    }

    /** Camel shows the routes of a context only once it has started. */
    @Override
    protected Map<String, RouteService> getRouteServices() {
        return super.getRouteServices();
    }
}
