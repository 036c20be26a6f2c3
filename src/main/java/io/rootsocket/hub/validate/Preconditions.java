package io.rootsocket.hub.validate;

import io.rootsocket.hub.routes.yaml.YamlTree;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.support.DefaultExchange;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/** Routes whose precondition does not hold: Camel leaves them out, whatever is in them, but for their ids. */
final class Preconditions {

    private final CamelContext camel;
    private final Placeholders placeholders;

    Preconditions(CamelContext camel, Placeholders placeholders) {
        this.camel = camel;
        this.placeholders = placeholders;
    }

    /**
     * Empties those of a file.
     *
     * @return whether there was any
     */
    boolean leaveOut(Node root) {
        boolean found = false;
        for (Node item : YamlTree.items(root)) {
            Optional<Node> route = YamlTree.get(item, "route");
            Optional<String> condition =
                    route.flatMap(node -> YamlTree.get(node, "precondition")).flatMap(YamlTree::text);
            if (condition.isPresent() && route.get() instanceof MappingNode mapping && !holds(condition.get())) {
                List<NodeTuple> id = mapping.getValue().stream()
                        .filter(tuple -> YamlTree.text(tuple.getKeyNode()).equals(Optional.of("id")))
                        .toList();
                mapping.setValue(id);
                found = true;
            }
        }
        return found;
    }

    private boolean holds(String condition) {
        try {
            return camel.resolveLanguage("simple")
                    .createPredicate(placeholders.resolveIfKnown(condition))
                    .matches(new DefaultExchange(camel));
        } catch (RuntimeException e) {
            // What is wrong with it is found elsewhere.
            return true;
        }
    }
}
