package io.rootsocket.hub.validate.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import io.rootsocket.hub.routes.finding.Findings;
import io.rootsocket.hub.routes.finding.Rule;
import io.rootsocket.hub.routes.finding.Severity;
import io.rootsocket.hub.routes.yaml.YamlTree;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Where in a file the schema does not hold. */
final class ViolationPlace {

    private final Node root;
    private final NodePath path;

    ViolationPlace(Node root, NodePath path) {
        this.root = root;
        this.path = path;
    }

    /** The node there, or the innermost one above it. */
    Node node() {
        return node(path.getNameCount());
    }

    private Node node(int depth) {
        Node node = root;
        for (int i = 0; i < depth; i++) {
            Object element = path.getElement(i);
            Optional<Node> next = element instanceof Integer index
                    ? YamlTree.items(node).stream().skip(index).findFirst()
                    : YamlTree.get(node, String.valueOf(element));
            if (next.isEmpty()) {
                return node;
            }
            node = next.get();
        }
        return node;
    }

    /** Where a key of this mapping is written. */
    Node key(String name) {
        return YamlTree.entries(node()).stream()
                .filter(entry -> entry.key().equals(name))
                .map(YamlTree.Entry::keyNode)
                .findFirst()
                .orElseGet(this::node);
    }

    /** The key that this is the value of, or the node itself where there is none. */
    Node ownKey() {
        return name().isEmpty() ? node() : keyOrNode(name());
    }

    boolean isStep() {
        int depth = path.getNameCount();
        return depth >= 2
                && path.getElement(depth - 1) instanceof Integer
                && String.valueOf(path.getElement(depth - 2)).equals("steps");
    }

    /** {@code  in `setBody`}, or nothing at the top of a file. */
    String inside() {
        for (int i = path.getNameCount() - 1; i >= 0; i--) {
            if (!(path.getElement(i) instanceof Integer)) {
                return " in `%s`".formatted(path.getElement(i));
            }
        }
        return "";
    }

    String text() {
        return YamlTree.text(node()).orElse("");
    }

    Node secondKey() {
        return YamlTree.entries(node()).stream()
                .skip(1)
                .map(YamlTree.Entry::keyNode)
                .findFirst()
                .orElseGet(this::node);
    }

    String secondKeyText() {
        return YamlTree.text(secondKey()).orElse("");
    }

    /** What the place is the value of; empty at the top of a file and for an item of a list. */
    String name() {
        int last = path.getNameCount() - 1;
        return last < 0 || path.getElement(last) instanceof Integer ? "" : String.valueOf(path.getElement(last));
    }

    boolean isTop() {
        return path.getNameCount() == 0;
    }

    void wrongType(Error error, JsonNode wanted, Findings findings) {
        JsonNode value = error.getInstanceNode();
        if (value == null || value.isNull()) {
            noValue(path.getNameCount() == 0 ? "" : String.valueOf(path.getElement(path.getNameCount() - 1)), findings);
        } else if ("type".equals(error.getKeyword())) {
            new WrongShape(this, wanted).report(findings);
        } else {
            findings.error(
                    Rule.SCHEMA,
                    node(),
                    "%s is not what belongs here%s: %s."
                            .formatted(text().isEmpty() ? "This" : "`" + text() + "`", inside(), plain(error)),
                    Optional.empty());
        }
    }

    /** Camel takes an expression without a value for an empty text. */
    private void noValue(String name, Findings findings) {
        Severity severity = SchemaCheck.LANGUAGES.contains(name) ? Severity.WARNING : Severity.ERROR;
        findings.add(
                Rule.SCHEMA,
                severity,
                keyOrNode(name),
                "`%s` has no value.".formatted(name),
                "Give it one, or indent what follows below it.");
    }

    private Node keyOrNode(String name) {
        return new ViolationPlace(root, path.getParent() == null ? path : path.getParent()).key(name);
    }

    private static String plain(Error error) {
        String message = String.valueOf(error.getMessage());
        return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    }
}
