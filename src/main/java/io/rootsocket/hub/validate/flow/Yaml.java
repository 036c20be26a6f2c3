package io.rootsocket.hub.validate.flow;

import io.rootsocket.hub.routes.yaml.YamlTree;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads what steps say in a short or in a long form. */
final class Yaml {

    private Yaml() {}

    static Optional<String> text(@Nullable Node node, String key) {
        return YamlTree.get(node, key).flatMap(YamlTree::text);
    }

    /** The text of a node, or of what it holds under a key: the short and the long form of a step. */
    static Optional<String> textOr(@Nullable Node node, String key) {
        return YamlTree.text(node).or(() -> text(node, key));
    }

    /** The items of a list, or the one thing that stands where a list may. */
    static List<Node> oneOrMany(@Nullable Node node) {
        List<Node> items = YamlTree.items(node);
        return items.isEmpty() && !YamlTree.entries(node).isEmpty()
                ? Optional.ofNullable(node).stream().toList()
                : items;
    }

    static List<Node> steps(@Nullable Node node) {
        return YamlTree.get(node, "steps").map(YamlTree::items).orElse(List.of());
    }
}
