package io.rootsocket.hub.routes.graph;

import static io.rootsocket.hub.routes.yaml.YamlTree.entries;
import static io.rootsocket.hub.routes.yaml.YamlTree.get;
import static io.rootsocket.hub.routes.yaml.YamlTree.items;

import io.rootsocket.hub.routes.PieceReader;
import io.rootsocket.hub.routes.graph.Branch.Way;
import io.rootsocket.hub.routes.graph.RouteOutline.Kind;
import io.rootsocket.hub.routes.yaml.RouteSource;
import io.rootsocket.hub.routes.yaml.RouteYaml;
import io.rootsocket.hub.routes.yaml.YamlTree;
import io.rootsocket.hub.routes.yaml.YamlTree.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads what is drawn of a file: its routes, its templates, or the kamelet that it is. What is no YAML has none. */
final class OutlineReader {

    private static final Set<String> HANDLERS = Set.of("onException", "onCompletion");
    private static final Set<String> VERBS = Set.of("get", "post", "put", "patch", "delete", "head");

    private final RouteSource source;
    private final Map<Node, String> names;
    private final List<RouteOutline> found = new ArrayList<>();

    private OutlineReader(RouteSource source, Node root) {
        this.source = source;
        this.names = PieceReader.names(source.name(), root);
    }

    static List<RouteOutline> of(RouteSource source) {
        Optional<Node> root = RouteYaml.of(source).root();
        if (root.isEmpty()) {
            return List.of();
        }
        var reader = new OutlineReader(source, root.get());
        reader.read(root.get());
        return reader.found;
    }

    private void read(Node root) {
        Optional<Node> kamelet = get(root, "spec", "template");
        if (kamelet.isPresent()) {
            String name = get(root, "metadata", "name").flatMap(YamlTree::text).orElse(source.name());
            Optional<String> about =
                    get(root, "spec", "definition", "description").flatMap(YamlTree::text);
            add(Kind.KAMELET, name, about, kamelet.get(), kamelet.get());
            return;
        }
        var handlers = new ArrayList<Branch>();
        for (Node item : items(root)) {
            for (Entry entry : entries(item)) {
                read(entry);
                handlers(entry).forEach(handlers::add);
            }
        }
        // What a file says of exceptions holds for the routes of the file.
        found.replaceAll(outline -> outline.with(handlers));
    }

    private void read(Entry item) {
        Node value = item.value();
        switch (item.key()) {
            case "route" -> route(Kind.ROUTE, value, value);
            case "from" -> add(Kind.ROUTE, name(value), Optional.empty(), value, value);
            case "routeTemplate" ->
                route(Kind.TEMPLATE, value, get(value, "route").orElse(value));
            case "templatedRoute" -> templated(value);
            case "rest" -> rest(value);
            default -> {}
        }
    }

    private void route(Kind kind, Node named, Node route) {
        Optional<String> description = get(route, "description").flatMap(YamlTree::text);
        String name = kind == Kind.ROUTE
                ? name(named)
                : get(named, "id").flatMap(YamlTree::text).orElse(source.name());
        get(route, "from").ifPresent(from -> add(kind, name, description, from, route));
    }

    private String name(Node route) {
        return Optional.ofNullable(names.get(route))
                .or(() -> get(route, "id").flatMap(YamlTree::text))
                .orElse(source.name());
    }

    /** @param around the route, or {@code from} alone; a kamelet has {@code from} inside */
    private void add(Kind kind, String name, Optional<String> description, Node from, Node around) {
        Node begins = get(around, "from").orElse(from);
        Optional<Node> steps = get(begins, "steps").or(() -> get(around, "steps"));
        var handlers = new ArrayList<Branch>();
        entries(around).forEach(entry -> handlers(entry).forEach(handlers::add));
        found.add(new RouteOutline(
                kind,
                name,
                source.name(),
                StepReader.line(around),
                description,
                StepReader.from(begins),
                StepReader.steps(steps),
                handlers));
    }

    private void templated(Node value) {
        String template = get(value, "routeTemplateRef").flatMap(YamlTree::text).orElse("");
        var from = new RouteStep(
                "templatedRoute",
                "template " + template,
                Optional.empty(),
                StepReader.line(value),
                Optional.empty(),
                Optional.empty(),
                List.of());
        String name = get(value, "routeId").flatMap(YamlTree::text).orElseGet(() -> name(value));
        found.add(new RouteOutline(
                Kind.ROUTE, name, source.name(), from.line(), Optional.empty(), from, List.of(), List.of()));
    }

    /** Each verb of a rest is a route of its own. */
    private void rest(Node rest) {
        String path = get(rest, "path").flatMap(YamlTree::text).orElse("");
        for (Entry verb : entries(rest)) {
            if (VERBS.contains(verb.key())) {
                List<Node> list = items(verb.value());
                (list.isEmpty() ? List.of(verb.value()) : list).forEach(call -> verb(verb.key(), path, call));
            }
        }
    }

    private void verb(String verb, String path, Node call) {
        String address = path + get(call, "path").flatMap(YamlTree::text).orElse("");
        String name = "rest %s %s".formatted(verb, address);
        int line = StepReader.line(call);
        var from = new RouteStep("from", name, Optional.empty(), line, Optional.empty(), Optional.empty(), List.of());
        Optional<Node> to = get(call, "to");
        List<RouteStep> steps =
                to.isPresent() ? List.of(StepReader.step("to", to.get())) : StepReader.steps(get(call, "steps"));
        found.add(new RouteOutline(Kind.ROUTE, name, source.name(), line, Optional.empty(), from, steps, List.of()));
    }

    /** What an item of a route or of a file says of failures: alone, or in a list. */
    private static Stream<Branch> handlers(Entry entry) {
        if (entry.key().equals("routeConfiguration")) {
            return entries(entry.value()).stream().flatMap(OutlineReader::handlers);
        }
        if (!HANDLERS.contains(entry.key())) {
            return Stream.empty();
        }
        List<Node> list = items(entry.value());
        return (list.isEmpty() ? List.of(entry.value()) : list)
                .stream()
                        .map(node -> get(node, entry.key()).orElse(node))
                        .map(node -> StepReader.handler(entry.key(), node))
                        .filter(handler -> handler.way() != Way.INSIDE);
    }
}
