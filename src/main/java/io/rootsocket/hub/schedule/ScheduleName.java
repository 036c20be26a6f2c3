package io.rootsocket.hub.schedule;

import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;

/**
 * What a scheduled route is called wherever its schedule is kept, shown and steered: the id that a person gave the route.
 * Camel gives the route inside a kamelet a running number instead, which is another one after each edit.
 */
public final class ScheduleName {

    private ScheduleName() {}

    /**
     * @param route the route that the schedule starts
     * @param otherwise what its endpoint is called, where nobody gave the route an id
     */
    static String of(Route route, String otherwise) {
        String outermost = outermost(route.getCamelContext(), route.getRouteId());
        boolean chosen = "true".equals(route.getProperties().get(Route.CUSTOM_ID_PROPERTY));
        return chosen || !outermost.equals(route.getRouteId()) ? outermost : otherwise;
    }

    /** The id in the file: of the route itself; or, inside kamelets, of the route that names the outermost of them. */
    public static String outermost(CamelContext camel, String routeId) {
        String id = routeId;
        var met = new HashSet<String>();
        while (met.add(id)) {
            Optional<String> parent = parent(camel, id);
            if (parent.isEmpty()) {
                return id;
            }
            id = parent.get();
        }
        return id;
    }

    private static Optional<String> parent(CamelContext camel, String routeId) {
        return parameter(camel, routeId, "parentRouteId");
    }

    /** What Camel made the route of a kamelet with; empty for every other route. */
    static Optional<String> parameter(CamelContext camel, String routeId, String name) {
        Model model = Objects.requireNonNull(camel.getCamelContextExtension().getContextPlugin(Model.class));
        return Optional.ofNullable(model.getRouteDefinition(routeId))
                .map(RouteDefinition::getTemplateParameters)
                .map(parameters -> parameters.get(name))
                .map(String::valueOf);
    }
}
