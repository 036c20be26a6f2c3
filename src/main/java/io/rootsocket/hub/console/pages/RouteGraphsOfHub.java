package io.rootsocket.hub.console.pages;

import io.rootsocket.hub.hub.Hub;
import io.rootsocket.hub.routes.RouteSources;
import io.rootsocket.hub.routes.graph.Place;
import io.rootsocket.hub.routes.graph.RouteGraphs;
import io.rootsocket.hub.routes.graph.SvgForm;
import io.rootsocket.hub.settings.SettingsContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** What the routes that run look like, read and drawn once for each generation of them. Safe for threads. */
final class RouteGraphsOfHub {

    private static final SvgForm SVG = SvgForm.partOfPage(RouteGraphsOfHub::address);

    private final Hub hub;
    private @Nullable Known known;

    RouteGraphsOfHub(Hub hub) {
        this.hub = hub;
    }

    private record Known(RouteSources sources, RouteGraphs graphs, Optional<String> map) {}

    /** All of them. */
    RouteGraphs graphs() {
        return known().graphs();
    }

    /** Which feeds which, as SVG; empty if there are too many, or none. */
    Optional<String> map() {
        return known().map();
    }

    /** One route, as SVG; empty if it is not known or too large. */
    Optional<String> svg(String route) {
        return graphs().find(route).flatMap(SVG::of);
    }

    private synchronized Known known() {
        RouteSources sources = hub.reload().sources();
        Known before = known;
        if (before == null || !before.sources().equals(sources)) {
            RouteGraphs graphs = RouteGraphs.of(sources.sources(), this::filledIn);
            before = new Known(sources, graphs, graphs.outlines().isEmpty() ? Optional.empty() : SVG.of(graphs));
            known = before;
        }
        return before;
    }

    private String filledIn(String text) {
        CamelContext camel = hub.camel();
        try {
            String filled = SettingsContext.makingRoutes(() -> camel.resolvePropertyPlaceholders(text));
            return filled == null ? text : filled;
        } catch (Exception unknownSetting) {
            return text;
        }
    }

    private static Optional<String> address(Place place) {
        return switch (place.kind()) {
            case ROUTE -> Optional.of("/routes/" + encoded(place.name()));
            case CHANNEL -> place.isKnown() ? Optional.of("/channels/" + encoded(place.name())) : Optional.empty();
            case KAMELET, OUTSIDE -> Optional.empty();
        };
    }

    /** As a part of an address. */
    static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Where a route writes to, in words. */
    List<String> channelsOf(String route) {
        return graphs().from(new Place(Place.Kind.ROUTE, route)).stream()
                .filter(link -> link.to().kind() == Place.Kind.CHANNEL)
                .map(link -> link.to().name())
                .distinct()
                .toList();
    }
}
