package io.rootsocket.hub.reload;

import io.rootsocket.hub.failure.LastErrors;
import io.rootsocket.hub.routes.RouteProblem;
import io.rootsocket.hub.schedule.ScheduleName;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;

/** Shows the routes of the folder as they are now. */
final class RouteViews {

    private RouteViews() {}

    static List<RouteView> of(CamelContext camel, Path folder, RunningRoutes running, List<RouteProblem> problems) {
        Map<Path, String> errors = new HashMap<>();
        problems.forEach(problem -> errors.putIfAbsent(problem.file(), problem.toString()));
        return running.entries().stream()
                .flatMap(entry -> entry.loaded().routes().stream()
                        // What a kamelet brings is part of the route that names it.
                        .filter(route -> ScheduleName.outermost(camel, route.getRouteId())
                                .equals(route.getRouteId()))
                        .map(route -> view(
                                camel,
                                entry,
                                route.getRouteId(),
                                Optional.ofNullable(
                                        errors.get(folder.resolve(entry.piece().file()))))))
                .sorted(Comparator.comparing(RouteView::file).thenComparing(RouteView::line))
                .toList();
    }

    private static RouteView view(CamelContext camel, RunningRoutes.Entry entry, String id, Optional<String> error) {
        ServiceStatus status = camel.getRouteController().getRouteStatus(id);
        return new RouteView(
                entry.piece().file(),
                entry.piece().line(),
                id,
                entry.generation(),
                status == null ? "Gone" : status.name(),
                entry.since(),
                error,
                LastErrors.of(camel).in(id));
    }
}
