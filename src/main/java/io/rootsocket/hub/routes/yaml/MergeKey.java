package io.rootsocket.hub.routes.yaml;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * The key {@code <<}, which in YAML 1.1, and in a Compose file, stands for all that another mapping holds. YAML 1.2 and
 * Camel's parser know it only as a name like any other.
 */
public final class MergeKey {

    public static final String MESSAGE =
            "`<<` would merge another mapping into this one, which the YAML of Camel and of the hub does not do.";
    public static final String SUGGESTION =
            "Write out what it stands for. An alias such as `*name` can only stand for a whole value.";

    private MergeKey() {}

    static boolean is(Node key) {
        return key instanceof ScalarNode scalar
                && scalar.isPlain()
                && scalar.getValue().equals("<<");
    }

    /** The line of the first one, from 1. */
    public static Optional<Integer> line(Node root) {
        return first(root, Collections.newSetFromMap(new IdentityHashMap<>()))
                .flatMap(Node::getStartMark)
                .map(mark -> mark.getLine() + 1);
    }

    private static Optional<Node> first(@Nullable Node node, Set<Node> seen) {
        Node inner = YamlTree.resolved(node);
        if (inner == null || !seen.add(inner)) {
            return Optional.empty();
        }
        if (inner instanceof MappingNode mapping) {
            return mapping.getValue().stream()
                    .flatMap(tuple -> first(tuple, seen).stream())
                    .findFirst();
        }
        return YamlTree.items(inner).stream()
                .flatMap(item -> first(item, seen).stream())
                .findFirst();
    }

    private static Optional<Node> first(NodeTuple tuple, Set<Node> seen) {
        return is(tuple.getKeyNode()) ? Optional.of(tuple.getKeyNode()) : first(tuple.getValueNode(), seen);
    }
}
