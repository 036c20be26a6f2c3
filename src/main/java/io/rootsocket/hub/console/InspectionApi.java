package io.rootsocket.hub.console;

import static io.vertx.core.http.HttpMethod.POST;

import io.rootsocket.hub.console.api.InspectionAnswer;
import io.rootsocket.hub.console.api.InspectionRequest;
import io.rootsocket.hub.hub.Hub;
import io.rootsocket.hub.reload.RouteView;
import io.rootsocket.hub.text.NearestWord;
import io.rootsocket.hub.trail.capture.Inspections;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * A close look at a route: {@code POST /api/routes/{route}/inspection} with an {@link InspectionRequest} begins or ends
 * it, {@code GET} shows what it has seen.
 */
final class InspectionApi implements AdminApi {

    private static final String PATH = "/api/routes/:route/inspection";

    @Override
    public void mount(AdminPaths paths, Hub hub) {
        paths.show(PATH, context -> {
            Query.of(context);
            String route = context.pathParam("route");
            return inspections(hub)
                    .of(route)
                    .map(inspection ->
                            InspectionAnswer.of(inspection, hub.clock().instant()))
                    .orElseThrow(() -> new NoSuchElementException(
                            "Route %s is not inspected, and was not of late.".formatted(route)));
        });
        paths.take(POST, PATH, InspectionRequest.class, (context, request) -> {
            String route = known(hub, context.pathParam("route"));
            if (request.next() == 0) {
                inspections(hub).stop(route);
                return inspections(hub)
                        .of(route)
                        .map(inspection ->
                                InspectionAnswer.of(inspection, hub.clock().instant()))
                        .orElseThrow(() -> new NoSuchElementException("Route %s is not inspected.".formatted(route)));
            }
            return InspectionAnswer.of(
                    inspections(hub).start(route, request.next(), request.timeout()),
                    hub.clock().instant());
        });
    }

    private static Inspections inspections(Hub hub) {
        return hub.inspections()
                .orElseThrow(
                        () -> new IllegalStateException(
                                "This hub keeps no trail (HUB_TRAIL_DAYS is 0, or its folder cannot be used), so nothing is watched."));
    }

    private static String known(Hub hub, String route) {
        List<String> routes =
                hub.reload().routes().stream().map(RouteView::route).toList();
        if (!routes.contains(route)) {
            throw new NoSuchElementException("No route `%s` runs. %s"
                    .formatted(
                            route, NearestWord.suggestion(route, routes).orElse("`hub routes` shows those that do.")));
        }
        return route;
    }
}
