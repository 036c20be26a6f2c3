package io.rootsocket.hub.engine.validate;

import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Checks that a file is YAML, and finds what is YAML but surely not meant. */
final class YamlCheck {

    private final Findings findings;
    private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private YamlCheck(Findings findings) {
        this.findings = findings;
    }

    /** @return the content; empty if it cannot be checked any further */
    static Optional<Node> check(RouteSource source, Findings findings) {
        try {
            Optional<Node> root = YamlTree.parse(source);
            if (root.isEmpty()) {
                findings.add(new Finding(
                        source.file(),
                        1,
                        1,
                        Rule.YAML,
                        Severity.WARNING,
                        "The file holds no route.",
                        Optional.of("Add one, or delete the file.")));
                return Optional.empty();
            }
            new YamlCheck(findings).walk(root.get());
            return findings.hasErrors() ? Optional.empty() : root;
        } catch (YamlEngineException e) {
            findings.add(YamlMistake.of(source, e));
            return Optional.empty();
        }
    }

    private void walk(Node node) {
        Node inner = YamlTree.resolved(node);
        if (inner == null || !seen.add(inner)) {
            return;
        }
        if (inner instanceof SequenceNode sequence) {
            sequence.getValue().forEach(this::walk);
        } else if (inner instanceof MappingNode mapping) {
            keys(mapping);
            mapping.getValue().forEach(tuple -> walk(tuple.getValueNode()));
        }
    }

    private void keys(MappingNode mapping) {
        var names = new HashSet<String>();
        for (NodeTuple tuple : mapping.getValue()) {
            Node key = tuple.getKeyNode();
            Optional<String> name = YamlTree.text(key);
            if (name.isEmpty()) {
                findings.error(
                        Rule.YAML,
                        mapping,
                        "A `{{` without quotes is YAML's own sign for a mapping.",
                        "Put quotes around the text: \"{{…}}\".");
            } else if (!names.add(name.get())) {
                findings.error(
                        Rule.YAML,
                        key,
                        "`%s` is written twice, and only one can count.".formatted(name.get()),
                        "Keep one of them.");
            }
        }
    }
}
