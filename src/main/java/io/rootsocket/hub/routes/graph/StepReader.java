package io.rootsocket.hub.routes.graph;

import static io.rootsocket.hub.routes.yaml.YamlTree.entries;
import static io.rootsocket.hub.routes.yaml.YamlTree.get;
import static io.rootsocket.hub.routes.yaml.YamlTree.items;
import static io.rootsocket.hub.routes.yaml.YamlTree.text;
import static java.util.Objects.requireNonNull;

import io.rootsocket.hub.routes.EndpointUse;
import io.rootsocket.hub.routes.EndpointUse.Direction;
import io.rootsocket.hub.routes.graph.Branch.Way;
import io.rootsocket.hub.routes.yaml.YamlTree;
import io.rootsocket.hub.routes.yaml.YamlTree.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads steps. It knows few of Camel's by name: whatever a step holds that has {@code steps} of its own is a branch of it,
 * so that a step of a later Camel is drawn as well.
 */
final class StepReader {

    private static final Map<String, Direction> ENDPOINTS = Map.of(
            "from", Direction.FROM,
            "to", Direction.TO,
            "toD", Direction.TO,
            "wireTap", Direction.TO,
            "enrich", Direction.TO,
            "poll", Direction.POLL,
            "pollEnrich", Direction.POLL);
    private static final Set<String> DYNAMIC = Set.of("toD", "wireTap", "enrich", "pollEnrich");
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("toD", "to"),
            Map.entry("wireTap", "copy to"),
            Map.entry("enrich", "ask"),
            Map.entry("poll", "poll"),
            Map.entry("pollEnrich", "fetch from"),
            Map.entry("doTry", "try"),
            Map.entry("doCatch", "catch"),
            Map.entry("doFinally", "finally"),
            Map.entry("onException", "on exception"),
            Map.entry("onFallback", "fallback"),
            Map.entry("onCompletion", "on completion"));
    private static final Set<String> PARALLEL = Set.of("multicast", "loadBalance");
    private static final Set<String> FAILURES = Set.of("doCatch", "onException", "onFallback");

    private StepReader() {}

    /** The list of steps. */
    static List<RouteStep> steps(Optional<Node> list) {
        return items(list.orElse(null)).stream()
                .flatMap(item -> entries(item).stream())
                .map(entry -> step(entry.key(), entry.value(), line(entry.keyNode())))
                .toList();
    }

    /** Where messages come from. */
    static RouteStep from(Node from) {
        return endpoint("from", from, line(from));
    }

    /** What is done with an exception or at the end, as a route or a file says. */
    static Branch handler(String keyword, Node value) {
        return new Branch(way(keyword), label(keyword, value), steps(get(value, "steps")));
    }

    /** One that stands alone. */
    static RouteStep step(String keyword, Node value) {
        return step(keyword, value, line(value));
    }

    private static RouteStep step(String keyword, Node value, int line) {
        if (keyword.equals("kamelet")) {
            String name = get(value, "name")
                    .or(() -> Optional.of(value))
                    .flatMap(YamlTree::text)
                    .orElse("");
            return reached("kamelet", "kamelet " + name, use(Direction.TO, "kamelet:" + name, value, false), line);
        }
        if (ENDPOINTS.containsKey(keyword) && uri(value).isPresent()) {
            return endpoint(keyword, value, line);
        }
        return new RouteStep(
                keyword,
                words(keyword),
                StepDetail.of(keyword, value),
                line,
                Optional.empty(),
                StepDetail.channel(keyword, value),
                branches(keyword, value));
    }

    private static RouteStep endpoint(String keyword, Node value, int line) {
        String uri = uri(value).flatMap(YamlTree::text).orElse("").strip();
        EndpointUse use = use(requireNonNull(ENDPOINTS.get(keyword)), uri, value, DYNAMIC.contains(keyword));
        return reached(keyword, words(keyword) + " " + StepDetail.address(use), use, line);
    }

    private static RouteStep reached(String keyword, String label, EndpointUse use, int line) {
        return new RouteStep(keyword, label, StepDetail.of(use), line, Optional.of(use), Optional.empty(), List.of());
    }

    private static EndpointUse use(Direction direction, String uri, Node value, boolean dynamic) {
        return EndpointUse.of(
                direction,
                uri,
                value,
                get(value, "parameters").map(YamlTree::entries).orElse(List.of()),
                dynamic);
    }

    private static Optional<Node> uri(Node value) {
        return get(value, "uri").or(() -> text(value).map(text -> value));
    }

    private static List<Branch> branches(String keyword, Node value) {
        var branches = new ArrayList<Branch>();
        for (Entry inner : entries(value)) {
            if (inner.key().equals("steps")) {
                branches.addAll(body(keyword, steps(Optional.of(inner.value()))));
            } else {
                branchesOf(inner).forEach(branches::add);
            }
        }
        return branches;
    }

    private static List<Branch> body(String keyword, List<RouteStep> steps) {
        if (PARALLEL.contains(keyword)) {
            return steps.stream()
                    .map(step -> new Branch(Way.COPY, "", List.of(step)))
                    .toList();
        }
        return steps.isEmpty() ? List.of() : List.of(new Branch(Way.INSIDE, "", steps));
    }

    private static List<Branch> branchesOf(Entry entry) {
        List<Node> list = items(entry.value());
        List<Node> all = list.isEmpty() ? List.of(entry.value()) : list;
        return all.stream()
                .filter(node -> get(node, "steps").isPresent())
                .map(node -> handler(entry.key(), node))
                .toList();
    }

    private static Way way(String keyword) {
        if (FAILURES.contains(keyword)) {
            return Way.FAILURE;
        }
        return switch (keyword) {
            case "when", "otherwise" -> Way.CASE;
            case "doFinally", "onCompletion" -> Way.FINALLY;
            default -> Way.INSIDE;
        };
    }

    private static String label(String keyword, Node value) {
        if (FAILURES.contains(keyword)) {
            String exceptions = exceptions(value);
            return exceptions.isEmpty() ? words(keyword) : words(keyword) + " " + exceptions;
        }
        return keyword.equals("when") ? StepDetail.of(keyword, value).orElse("when") : words(keyword);
    }

    private static String exceptions(Node value) {
        return get(value, "exception").map(YamlTree::items).orElse(List.of()).stream()
                .flatMap(name -> text(name).stream())
                .map(name -> name.substring(name.lastIndexOf('.') + 1))
                .collect(Collectors.joining(", "));
    }

    /** {@code setBody} as {@code set body}. */
    static String words(String keyword) {
        return WORDS.getOrDefault(
                keyword, keyword.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT));
    }

    static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }
}
