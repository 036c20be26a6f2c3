package io.rootsocket.hub.engine.reload;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.exceptions.ParserException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Refuses what is YAML, but never what was meant: Camel would take it without a word. */
final class YamlShape {

    private YamlShape() {}

    /**
     * @throws ParserException with the place and the reason
     */
    static void require(SourceFile file, Node root) {
        if (!file.isKamelet()
                && !(root instanceof SequenceNode)
                && !(root instanceof MappingNode mapping && has(mapping, "apiVersion"))) {
            throw problem(root, "The file is not a list of routes. Begin each with `- `: `- route:`.");
        }
        requireKeys(root);
    }

    private static boolean has(MappingNode mapping, String key) {
        return mapping.getValue().stream()
                .anyMatch(tuple -> tuple.getKeyNode() instanceof ScalarNode scalar
                        && scalar.getValue().equals(key));
    }

    private static void requireKeys(Node node) {
        if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(YamlShape::requireKeys);
        }
        if (node instanceof MappingNode mapping) {
            Set<String> keys = new HashSet<>();
            for (NodeTuple tuple : mapping.getValue()) {
                if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                    throw problem(
                            mapping, "A text that begins with `{{` is not in quotes. Put it in quotes: \"{{…}}\".");
                }
                if (!keys.add(key.getValue())) {
                    throw problem(key, "`%s` stands here twice. Keep one of them.".formatted(key.getValue()));
                }
                requireKeys(tuple.getValueNode());
            }
        }
    }

    private static ParserException problem(Node node, String sentence) {
        return new ParserException("", Optional.empty(), sentence, node.getStartMark());
    }
}
