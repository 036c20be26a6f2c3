package io.rootsocket.hub.routes.graph;

import io.rootsocket.hub.routes.yaml.RouteSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * All routes of a folder as they are written, and which feeds which.
 *
 * @param outlines by file and line
 * @param links between them, and to channels and what is outside
 */
public record RouteGraphs(List<RouteOutline> outlines, List<Link> links) {

    public RouteGraphs {
        outlines = List.copyOf(outlines);
        links = List.copyOf(links);
    }

    /**
     * Reads them. What is no YAML is passed over: the checks say what is wrong with it.
     *
     * @param settings fills in the {@code {{settings}}} of a text, as far as they are known
     */
    public static RouteGraphs of(List<RouteSource> sources, UnaryOperator<String> settings) {
        var outlines = new ArrayList<RouteOutline>();
        sources.stream()
                .sorted(Comparator.comparing(RouteSource::name))
                .forEach(source -> outlines.addAll(OutlineReader.of(source)));
        return new RouteGraphs(outlines, LinkFinder.links(outlines, settings));
    }

    /** The route of that name. */
    public Optional<RouteOutline> find(String name) {
        return outlines.stream().filter(outline -> outline.name().equals(name)).findFirst();
    }

    /** Where the messages of a place go. */
    public List<Link> from(Place place) {
        return links.stream().filter(link -> link.from().equals(place)).toList();
    }
}
