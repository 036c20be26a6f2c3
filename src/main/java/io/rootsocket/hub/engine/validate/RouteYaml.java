package io.rootsocket.hub.engine.validate;

import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A file read as YAML, by the parser that Camel uses.
 *
 * @param root the content, each node with its place; empty if there is nothing to read any further
 * @param findings why it is not YAML, or what in it is YAML but surely not meant
 */
public record RouteYaml(Optional<Node> root, List<Finding> findings) {

    public RouteYaml {
        findings = List.copyOf(findings);
    }

    /** Reads a file. */
    public static RouteYaml of(RouteSource source) {
        var findings = new Findings(source.file());
        Optional<Node> root = SizeCheck.fits(source, findings) ? read(source, findings) : Optional.empty();
        return new RouteYaml(findings.hasErrors() ? Optional.empty() : root, findings.all());
    }

    private static Optional<Node> read(RouteSource source, Findings findings) {
        try {
            Optional<Node> root = YamlTree.parse(source);
            root.ifPresentOrElse(
                    new Walk(findings, Collections.newSetFromMap(new IdentityHashMap<>()))::walk,
                    () -> findings.add(new Finding(
                            source.file(),
                            1,
                            1,
                            Rule.YAML,
                            Severity.WARNING,
                            "The file holds no route.",
                            Optional.of("Add one, or delete the file."))));
            return root;
        } catch (YamlEngineException e) {
            var mistake = YamlMistake.of(source.text(), e);
            findings.add(new Finding(
                    source.file(),
                    mistake.line(),
                    mistake.column(),
                    Rule.YAML,
                    Severity.ERROR,
                    mistake.message(),
                    Optional.of(mistake.suggestion())));
            return Optional.empty();
        }
    }

    private record Walk(Findings findings, Set<Node> seen) {

        void walk(Node node) {
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
}
