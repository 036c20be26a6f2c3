package io.rootsocket.hub.routes.yaml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Camel takes {@code set-body} for {@code setBody}: after this, whoever reads a tree need only know the second. */
final class KeySpelling {

    /** Mappings whose keys are names that the user gives, or that something else than Camel's YAML reads. */
    private static final Set<String> NAMES =
            Set.of("parameters", "properties", "constructors", "metadata", "labels", "annotations");

    private static final Pattern DASH = Pattern.compile("-([a-z])");

    private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private KeySpelling() {}

    /** Spells the keys of a tree as Camel's documentation does; each stays where it is. */
    static Node unify(Node root) {
        new KeySpelling().walk(root);
        return root;
    }

    private void walk(@Nullable Node node) {
        Node inner = YamlTree.resolved(node);
        if (inner == null || !seen.add(inner)) {
            return;
        }
        if (inner instanceof SequenceNode sequence) {
            sequence.getValue().forEach(this::walk);
        } else if (inner instanceof MappingNode mapping) {
            var tuples = new ArrayList<NodeTuple>();
            for (NodeTuple tuple : mapping.getValue()) {
                tuples.add(new NodeTuple(spelled(tuple.getKeyNode()), tuple.getValueNode()));
                boolean names = YamlTree.text(tuple.getKeyNode())
                                .filter(NAMES::contains)
                                .isPresent()
                        && YamlTree.resolved(tuple.getValueNode()) instanceof MappingNode;
                if (!names) {
                    walk(tuple.getValueNode());
                }
            }
            mapping.setValue(tuples);
        }
    }

    private static Node spelled(Node key) {
        if (!(key instanceof ScalarNode scalar)
                || !DASH.matcher(scalar.getValue()).find()) {
            return key;
        }
        String name = DASH.matcher(scalar.getValue())
                .replaceAll((MatchResult dash) -> dash.group(1).toUpperCase(Locale.ROOT));
        // `-log: x` lacks a space, and is no other spelling of anything.
        return scalar.getValue().startsWith("-")
                ? key
                : new ScalarNode(
                        scalar.getTag(),
                        true,
                        name,
                        scalar.getScalarStyle(),
                        scalar.getStartMark(),
                        scalar.getEndMark());
    }
}
