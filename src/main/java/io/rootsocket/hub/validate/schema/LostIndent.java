package io.rootsocket.hub.validate.schema;

import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import io.rootsocket.hub.routes.finding.Findings;
import io.rootsocket.hub.routes.finding.Rule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Finds what lost its indentation: a key without a value, followed by one that does not belong beside it. */
final class LostIndent {

    private LostIndent() {}

    /** Reports it, and takes the schema's own errors about it away. */
    static void report(Map<NodePath, List<Error>> byPlace, Node root, Findings findings) {
        for (NodePath place : List.copyOf(byPlace.keySet())) {
            Optional<String> stray = stray(byPlace, place.getParent());
            boolean empty = byPlace.getOrDefault(place, List.of()).stream()
                    .anyMatch(error -> error.getInstanceNode() != null
                            && error.getInstanceNode().isNull());
            if (empty && stray.isPresent()) {
                String owner = String.valueOf(place.getElement(place.getNameCount() - 1));
                findings.error(
                        Rule.SCHEMA,
                        new ViolationPlace(root, place.getParent()).key(stray.get()),
                        "`%s` stands beside `%s`, which is left without a value.".formatted(stray.get(), owner),
                        "Indent it by two more spaces, below `%s`.".formatted(owner));
                byPlace.remove(place);
                byPlace.remove(place.getParent());
            }
        }
    }

    private static Optional<String> stray(Map<NodePath, List<Error>> byPlace, NodePath around) {
        return byPlace.getOrDefault(around, List.of()).stream()
                .filter(error -> "additionalProperties".equals(error.getKeyword()))
                .map(error -> String.valueOf(error.getProperty()))
                .findFirst();
    }
}
