package io.rootsocket.hub.routes.yaml;

import io.rootsocket.hub.files.OddFile;
import io.rootsocket.hub.routes.finding.Finding;
import io.rootsocket.hub.routes.finding.Findings;
import io.rootsocket.hub.routes.finding.Rule;
import io.rootsocket.hub.routes.finding.Severity;
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
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A file read as YAML, by the parser that Camel uses.
 *
 * @param root the content, each node with its place; empty if there is nothing to read any further
 * @param findings why it is not YAML, or what in it is YAML but surely not meant
 */
public record RouteYaml(Optional<Node> root, List<Finding> findings) {

    /** How long a value may be, such as an expression; a constant is as long as a message. */
    private static final int MAX_VALUE = 50_000;

    /** How long an address and its parameters: Camel looks for passwords in them, which takes the square of the time. */
    private static final int MAX_ADDRESS = 5_000;

    private static final Set<String> THROUGHOUT = Set.of("constant", "parameters");

    private static final Set<String> ADDRESSES = Set.of(
            "uri", "parameters", "from", "to", "toD", "wireTap", "enrich", "pollEnrich", "poll", "deadLetterUri");

    public RouteYaml {
        findings = List.copyOf(findings);
    }

    /** Reads a file. */
    public static RouteYaml of(RouteSource source) {
        var findings = new Findings(source.file());
        Optional<OddFile> odd = source.beyondBounds();
        if (odd.isPresent()) {
            return new RouteYaml(Optional.empty(), List.of(Finding.of(source.file(), odd.get())));
        }
        Optional<Node> root = read(source, findings);
        return new RouteYaml(findings.hasErrors() ? Optional.empty() : root, findings.all());
    }

    private static Optional<Node> read(RouteSource source, Findings findings) {
        try {
            Optional<Node> root =
                    YamlTree.parse(source).filter(node -> !holdsNothing(node)).map(KeySpelling::unify);
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
            root.ifPresent(node -> PipeCheck.check(node, findings));
            return root.map(PipeYaml::asRoutes);
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

    /** {@code ---} or {@code []}, as is left of a file in which all is commented out. */
    private static boolean holdsNothing(Node root) {
        return root instanceof ScalarNode scalar
                ? scalar.getTag().equals(Tag.NULL)
                : YamlTree.items(root).isEmpty() && YamlTree.entries(root).isEmpty();
    }

    private record Walk(Findings findings, Set<Node> seen) {

        void walk(Node node) {
            walk(node, MAX_VALUE, false);
        }

        /** @param all whether that holds of everything inside, whatever its key */
        private void walk(Node node, int maxValue, boolean all) {
            Node inner = YamlTree.resolved(node);
            if (inner == null || !seen.add(inner)) {
                return;
            }
            if (inner instanceof SequenceNode sequence) {
                sequence.getValue().forEach(item -> walk(item, maxValue, all));
            } else if (inner instanceof MappingNode mapping) {
                keys(mapping);
                for (NodeTuple tuple : mapping.getValue()) {
                    String key = YamlTree.text(tuple.getKeyNode()).orElse("");
                    walk(tuple.getValueNode(), all ? maxValue : maxOf(key), all || THROUGHOUT.contains(key));
                }
            } else if (inner instanceof ScalarNode scalar && scalar.getValue().length() > maxValue) {
                findings.error(
                        Rule.FILE,
                        scalar,
                        "A value of more than %d characters begins here.".formatted(maxValue),
                        "Put a long text into a file of its own: `resource:file:…`.");
            }
        }

        private static int maxOf(String key) {
            if (key.equals("constant")) {
                return Integer.MAX_VALUE;
            }
            return ADDRESSES.contains(key) ? MAX_ADDRESS : MAX_VALUE;
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
                } else if (MergeKey.is(key)) {
                    findings.error(Rule.YAML, key, MergeKey.MESSAGE, MergeKey.SUGGESTION);
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
