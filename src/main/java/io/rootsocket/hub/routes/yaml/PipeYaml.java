package io.rootsocket.hub.routes.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A {@code Pipe} resource as the route that Camel makes of it, so that it is checked and named as every route is. What it
 * holds stays where it is in the file: only the words around it are another's.
 */
final class PipeYaml {

    private PipeYaml() {}

    /** The route of a pipe; every other content as it is. */
    static Node asRoutes(Node root) {
        return isPipe(root) ? list(root, map(root, List.of(entry("route", root, route(root))))) : root;
    }

    static boolean isPipe(Node root) {
        return YamlTree.get(root, "kind").flatMap(YamlTree::text).equals(Optional.of("Pipe"));
    }

    private static Node route(Node root) {
        var route = new ArrayList<NodeTuple>();
        YamlTree.get(root, "metadata", "name").ifPresent(name -> route.add(entry("id", name, name)));
        YamlTree.get(root, "spec", "source").ifPresent(source -> {
            List<NodeTuple> from = endpoint(source);
            var steps = new ArrayList<Node>();
            YamlTree.get(root, "spec", "steps")
                    .map(YamlTree::items)
                    .orElse(List.of())
                    .forEach(step -> steps.add(to(step)));
            YamlTree.get(root, "spec", "sink").ifPresent(sink -> steps.add(to(sink)));
            from.add(entry("steps", source, list(source, steps.toArray(Node[]::new))));
            route.add(entry("from", source, map(source, from)));
        });
        return map(root, route);
    }

    private static Node to(Node step) {
        return map(step, List.of(entry("to", step, map(step, endpoint(step)))));
    }

    private static List<NodeTuple> endpoint(Node node) {
        var endpoint = new ArrayList<NodeTuple>();
        uri(node).ifPresent(uri -> endpoint.add(entry("uri", uri, uri)));
        YamlTree.get(node, "properties")
                .ifPresent(properties -> endpoint.add(entry("parameters", properties, properties)));
        return endpoint;
    }

    private static Optional<Node> uri(Node node) {
        return YamlTree.get(node, "uri").or(() -> YamlTree.get(node, "ref").flatMap(PipeYaml::named));
    }

    private static Optional<Node> named(Node ref) {
        return scheme(ref)
                .flatMap(prefix -> YamlTree.get(ref, "name")
                        .flatMap(name -> YamlTree.text(name).map(text -> scalar(prefix + text, name))));
    }

    /** What the endpoint of a ref begins with; empty if it is of a kind that is not understood. */
    static Optional<String> scheme(Node ref) {
        String kind = YamlTree.get(ref, "kind").flatMap(YamlTree::text).orElse("");
        return switch (kind) {
            case "Kamelet" -> Optional.of("kamelet:");
            case "KafkaTopic" -> Optional.of("kafka:");
            default -> Optional.empty();
        };
    }

    private static NodeTuple entry(String key, Node at, Node value) {
        return new NodeTuple(scalar(key, at), value);
    }

    private static Node scalar(String text, Node at) {
        return new ScalarNode(Tag.STR, true, text, ScalarStyle.PLAIN, at.getStartMark(), at.getEndMark());
    }

    private static Node map(Node at, List<NodeTuple> entries) {
        return new MappingNode(Tag.MAP, true, entries, FlowStyle.BLOCK, at.getStartMark(), at.getEndMark());
    }

    private static Node list(Node at, Node... items) {
        return new SequenceNode(Tag.SEQ, true, List.of(items), FlowStyle.BLOCK, at.getStartMark(), at.getEndMark());
    }
}
