package io.rootsocket.hub.validate;

import io.rootsocket.hub.routes.EndpointUse;
import io.rootsocket.hub.routes.EndpointUse.Direction;
import io.rootsocket.hub.routes.yaml.RouteSource;
import io.rootsocket.hub.routes.yaml.YamlTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * What the checks want to know of a file: its endpoints, its expressions and its names, each with its place.
 *
 * @param source the file
 * @param root its content
 * @param endpoints in the order of the file
 * @param expressions in the order of the file
 * @param parameters the parameters of its templates, or of the kamelet that it is
 */
record RouteFile(
        RouteSource source,
        Node root,
        List<EndpointUse> endpoints,
        List<ExpressionUse> expressions,
        Set<String> parameters) {

    private static final Set<String> PREDICATES =
            Set.of("when", "filter", "validate", "onWhen", "handled", "continued", "retryWhile", "completionPredicate");
    private static final Map<String, Direction> ENDPOINTS = Map.ofEntries(
            Map.entry("from", Direction.FROM),
            Map.entry("to", Direction.TO),
            Map.entry("toD", Direction.TO),
            Map.entry("wireTap", Direction.TO),
            Map.entry("enrich", Direction.TO),
            Map.entry("sink", Direction.TO),
            Map.entry("source", Direction.FROM),
            Map.entry("poll", Direction.POLL),
            Map.entry("pollEnrich", Direction.POLL));
    private static final Set<String> DYNAMIC = Set.of("toD", "wireTap", "enrich", "pollEnrich");

    /** @param languages the keys of expressions */
    static RouteFile of(RouteSource source, Node root, Set<String> languages) {
        var reader = new Reader(languages);
        // What surrounds a kamelet's template describes it, and is no route.
        reader.walk("", template(root));
        return new RouteFile(source, root, reader.endpoints, reader.expressions, TemplateParameters.of(root));
    }

    /** The routes of the file, without what describes them. */
    Node template() {
        return template(root);
    }

    /** The routes as a list of the items that Camel's schema knows, also for a kamelet. */
    Node schemaRoot() {
        if (!isKamelet() || !(template() instanceof MappingNode template)) {
            return root;
        }
        List<Node> items = template.getValue().stream()
                .filter(item -> !YamlTree.text(item.getKeyNode()).equals(Optional.of("beans")))
                .<Node>map(item -> new MappingNode(Tag.MAP, List.of(item), FlowStyle.BLOCK))
                .toList();
        return new SequenceNode(Tag.SEQ, items, FlowStyle.BLOCK);
    }

    private static Node template(Node root) {
        return YamlTree.get(root, "spec", "template").orElse(root);
    }

    boolean isKamelet() {
        return YamlTree.get(root, "kind").flatMap(YamlTree::text).equals(Optional.of("Kamelet"));
    }

    private static final class Reader {

        private final Set<String> languages;
        private final List<EndpointUse> endpoints = new ArrayList<>();
        private final List<ExpressionUse> expressions = new ArrayList<>();

        Reader(Set<String> languages) {
            this.languages = languages;
        }

        void walk(String parent, Node node) {
            YamlTree.items(node).forEach(item -> walk(parent, item));
            for (YamlTree.Entry entry : YamlTree.entries(node)) {
                String key = entry.key();
                if (key.equals("parameters") || key.equals("properties")) {
                    continue;
                }
                // `source` of an expression is where it gets its text from.
                if (!languages.contains(parent)) {
                    endpoint(key, entry.value());
                }
                if (key.equals("log")) {
                    log(entry.value());
                } else if (languages.contains(key)) {
                    expression(parent, key, entry.value());
                }
                // `expression:` only stands around one; what counts is the step that it belongs to.
                walk(key.equals("expression") ? parent : key, entry.value());
            }
        }

        private void endpoint(String key, Node value) {
            if (key.equals("kamelet")) {
                kamelet(value);
                return;
            }
            Direction direction = ENDPOINTS.get(key);
            if (direction == null) {
                return;
            }
            Node uri = YamlTree.get(value, "uri").orElse(value);
            YamlTree.text(uri)
                    .ifPresent(text -> endpoints.add(EndpointUse.of(
                            direction,
                            text.strip(),
                            uri,
                            YamlTree.get(value, "parameters")
                                    .map(YamlTree::entries)
                                    .orElse(List.of()),
                            DYNAMIC.contains(key))));
        }

        /** The step of that name. */
        private void kamelet(Node value) {
            Node name = YamlTree.get(value, "name").orElse(value);
            YamlTree.text(name)
                    .ifPresent(text -> endpoints.add(EndpointUse.of(
                            Direction.TO,
                            "kamelet:" + text.strip(),
                            name,
                            YamlTree.get(value, "parameters")
                                    .map(YamlTree::entries)
                                    .orElse(List.of()),
                            false)));
        }

        private void log(Node value) {
            Node message = YamlTree.get(value, "message").orElse(value);
            YamlTree.text(message)
                    .ifPresent(text -> expressions.add(new ExpressionUse("simple", text, message, false)));
        }

        private void expression(String parent, String language, Node value) {
            if (YamlTree.get(value, "namespace").isPresent()) {
                // Its prefixes mean something only to Camel, with the whole of the expression.
                return;
            }
            Node expression = YamlTree.get(value, "expression").orElse(value);
            YamlTree.text(expression)
                    .ifPresent(text -> expressions.add(
                            new ExpressionUse(language, text, expression, PREDICATES.contains(parent))));
        }
    }
}
