package io.rootsocket.hub.trail.capture;

import io.rootsocket.hub.schedule.ScheduleName;
import io.rootsocket.hub.trail.Arrived;
import io.rootsocket.hub.trail.SourceKind;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.util.StringHelper;

/**
 * What is told of a route by which something comes in, in the words of its file: not of the one that a kamelet brought, but of
 * the one that names the kamelet. Safe for threads.
 */
final class TracedRoute {

    /** They ask somebody, and nothing has come in until they go on with the answer. */
    private static final Set<String> POLLS = Set.of("poll", "feed", "table");

    /** They may turn a call away, and it has come in only when they go on with it. */
    private static final Set<String> DOORS = Set.of("webhook", "signed-webhook");

    private static final String REST = "rest:";

    private final String id;
    private final Optional<String> place;
    private final SourceKind kind;
    private final String address;
    private final boolean asks;
    private final boolean door;
    private final Function<String, Optional<String>> generations;
    private volatile Optional<String> generation = Optional.empty();

    private TracedRoute(
            String id,
            Optional<String> place,
            SourceKind kind,
            String address,
            boolean asks,
            boolean door,
            Function<String, Optional<String>> generations) {
        this.id = id;
        this.place = place;
        this.kind = kind;
        this.address = address;
        this.asks = asks;
        this.door = door;
        this.generations = generations;
    }

    /** @param generations knows for a route of the folder with which generation it came */
    static TracedRoute of(Route route, PlaceNames places, Function<String, Optional<String>> generations) {
        CamelContext camel = route.getCamelContext();
        String id = ScheduleName.outermost(camel, route.getRouteId());
        Optional<RouteDefinition> written = definition(camel, id);
        String uri = route.getEndpoint().getEndpointUri();
        String scheme = StringHelper.before(uri, ":", "");
        Optional<String> kamelet = kamelet(camel, route);
        boolean asks = kamelet.filter(POLLS::contains).isPresent();
        boolean door = kamelet.filter(DOORS::contains).isPresent();
        boolean isAsked = scheme.equals("kamelet") && isPoll(uri);
        return new TracedRoute(
                id,
                written.flatMap(definition -> place(definition, places)),
                isAsked ? SourceKind.POLL : ArrivalSource.kind(scheme),
                Objects.requireNonNull(StepPoint.address(shortened(uri))),
                asks,
                door,
                generations);
    }

    /** {@code file:data/inbox} for {@code file://data/inbox}. */
    private static String shortened(String uri) {
        return uri.replaceFirst("^([\\w+.-]+)://", "$1:");
    }

    private static boolean isPoll(String uri) {
        String path = StringHelper.after(uri, ":", "");
        return POLLS.contains(path.replaceFirst("^/+", "").replaceFirst("[/?].*", ""));
    }

    private static Optional<String> kamelet(CamelContext camel, Route route) {
        return definition(camel, route.getRouteId())
                .map(RouteDefinition::getTemplateParameters)
                .map(parameters -> parameters.get("templateId"))
                .map(String::valueOf);
    }

    private static Optional<RouteDefinition> definition(CamelContext camel, String id) {
        Model model = Objects.requireNonNull(camel.getCamelContextExtension().getContextPlugin(Model.class));
        return Optional.ofNullable(model.getRouteDefinition(id));
    }

    private static Optional<String> place(RouteDefinition route, PlaceNames places) {
        return places.of(route.getInput().getLocation(), route.getInput().getLineNumber())
                .or(() -> places.of(route.getLocation(), route.getLineNumber()))
                // One that a `rest` makes has no line of its own.
                .or(() -> route.getOutputs().stream()
                        .findFirst()
                        .flatMap(step -> places.of(step.getLocation(), step.getLineNumber())));
    }

    /** Whether it stands where the one stood that took it, and, as a verb of {@code rest}, is called as that was. */
    boolean mayHaveTaken(Arrived arrived) {
        return place.equals(arrived.place())
                && (!address.startsWith(REST)
                        || calledAs(address).matcher(arrived.source()).matches());
    }

    /** Of {@code rest:post:/shop:/orders/{id}}: a method and a path, below whatever path all are. */
    static Pattern calledAs(String address) {
        String called = address.substring(REST.length());
        String method = StringHelper.before(called, ":", called).toUpperCase(Locale.ROOT);
        String path = ("/" + StringHelper.after(called, ":", "").replace(':', '/')).replaceAll("/+", "/");
        String pattern = Arrays.stream(path.split("/"))
                .filter(part -> !part.isEmpty())
                .map(part -> part.startsWith("{") ? "/[^/]+" : "/" + Pattern.quote(part))
                .collect(Collectors.joining());
        return Pattern.compile(Pattern.quote(method) + " (/.*)?" + pattern + "/?");
    }

    /** Whether it asks for something, and nothing has come in by that alone. */
    boolean asks() {
        return asks;
    }

    /** Whether it may turn away what comes, before the route that a person wrote sees it. */
    boolean isDoor() {
        return door;
    }

    String id() {
        return id;
    }

    Optional<String> place() {
        return place;
    }

    SourceKind kind() {
        return kind;
    }

    String address() {
        return address;
    }

    /** A route may run before it is noted what it came with. */
    Optional<String> generation() {
        if (generation.isEmpty()) {
            generation = generations.apply(id);
        }
        return generation;
    }
}
