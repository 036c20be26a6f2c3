package io.rootsocket.hub.validate.flow;

import io.rootsocket.hub.routes.YamlTree;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads steps whichever way their names are written: Camel takes {@code set-header} for {@code setHeader}. */
final class Yaml {

    private static final Pattern DASH = Pattern.compile("-([a-z])");

    private Yaml() {}

    static List<YamlTree.Entry> entries(@Nullable Node node) {
        return YamlTree.entries(node).stream()
                .map(entry -> entry.key().contains("-")
                        ? new YamlTree.Entry(camelCase(entry.key()), entry.keyNode(), entry.value())
                        : entry)
                .toList();
    }

    static Optional<Node> get(@Nullable Node node, String key) {
        return entries(node).stream()
                .filter(entry -> entry.key().equals(key))
                .map(YamlTree.Entry::value)
                .findFirst();
    }

    static Optional<String> text(@Nullable Node node, String key) {
        return get(node, key).flatMap(YamlTree::text);
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
        return get(node, "steps").map(YamlTree::items).orElse(List.of());
    }

    private static String camelCase(String name) {
        return DASH.matcher(name)
                .replaceAll((MatchResult match) -> match.group(1).toUpperCase(java.util.Locale.ROOT));
    }
}
