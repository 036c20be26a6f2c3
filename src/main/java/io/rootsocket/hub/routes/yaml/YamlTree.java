package io.rootsocket.hub.routes.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.AnchorNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads YAML as nodes that know their line and column, by the parser that Camel uses. */
public final class YamlTree {

    private YamlTree() {}

    /**
     * A key of a mapping, and what it holds.
     *
     * @param key the text of the key
     * @param keyNode where the key is
     * @param value what it holds
     */
    public record Entry(String key, Node keyNode, Node value) {}

    /** @throws org.snakeyaml.engine.v2.exceptions.YamlEngineException if it is not YAML */
    public static Optional<Node> parse(RouteSource source) {
        return new Compose(settings(source.file().toString())).composeString(source.text());
    }

    /** All documents of a text, of which Camel takes one; not those that are empty. */
    public static List<Node> documents(String text) {
        var documents = new ArrayList<Node>();
        new Compose(settings("documents")).composeAllFromString(text).forEach(documents::add);
        return documents;
    }

    private static LoadSettings settings(String label) {
        return LoadSettings.builder()
                .setLabel(label)
                .setUseMarks(true)
                // Found by a check of ours, which says more than the parser.
                .setAllowNonScalarKeys(true)
                .build();
    }

    /** The entries of a mapping, in the order of the file; empty for every other node. */
    public static List<Entry> entries(@Nullable Node node) {
        if (!(resolved(node) instanceof MappingNode mapping)) {
            return List.of();
        }
        return mapping.getValue().stream()
                .filter(tuple -> tuple.getKeyNode() instanceof ScalarNode)
                .map(tuple -> new Entry(
                        ((ScalarNode) tuple.getKeyNode()).getValue(), tuple.getKeyNode(), tuple.getValueNode()))
                .toList();
    }

    /** The items of a list; empty for every other node. */
    public static List<Node> items(@Nullable Node node) {
        return resolved(node) instanceof SequenceNode sequence ? sequence.getValue() : List.of();
    }

    /** What a mapping holds under a key. */
    public static Optional<Node> get(@Nullable Node node, String key) {
        return entries(node).stream()
                .filter(entry -> entry.key().equals(key))
                .map(Entry::value)
                .findFirst();
    }

    /** What mappings in mappings hold under these keys. */
    public static Optional<Node> get(@Nullable Node node, String key, String... further) {
        Optional<Node> found = get(node, key);
        for (String next : further) {
            found = found.flatMap(inner -> get(inner, next));
        }
        return found;
    }

    /** The text of a scalar; empty for every other node. */
    public static Optional<String> text(@Nullable Node node) {
        return resolved(node) instanceof ScalarNode scalar ? Optional.of(scalar.getValue()) : Optional.empty();
    }

    /** The same tree as JSON, for the schema; every value is text, as it is to Camel. */
    public static JsonNode json(Node node) {
        Node inner = resolved(node);
        if (inner instanceof MappingNode) {
            var object = JsonNodeFactory.instance.objectNode();
            entries(inner).forEach(entry -> object.set(entry.key(), json(entry.value())));
            return object;
        }
        if (inner instanceof SequenceNode) {
            var array = JsonNodeFactory.instance.arrayNode();
            items(inner).forEach(item -> array.add(json(item)));
            return array;
        }
        return inner instanceof ScalarNode scalar ? json(scalar) : NullNode.getInstance();
    }

    private static JsonNode json(ScalarNode scalar) {
        return scalar.getTag().equals(Tag.NULL) ? NullNode.getInstance() : TextNode.valueOf(scalar.getValue());
    }

    /** What an alias stands for. */
    static @Nullable Node resolved(@Nullable Node node) {
        return node instanceof AnchorNode alias ? alias.getRealNode() : node;
    }
}
