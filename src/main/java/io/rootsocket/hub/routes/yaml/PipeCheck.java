package io.rootsocket.hub.routes.yaml;

import io.rootsocket.hub.routes.finding.Findings;
import io.rootsocket.hub.routes.finding.Rule;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Says in the words of a {@code Pipe} what one lacks, as nobody has written the route that is made of it. */
final class PipeCheck {

    private static final String UNDERSTOOD =
            "Write a `ref` of the kind `Kamelet` or `KafkaTopic`, or the address of a Camel component as `uri`.";

    private PipeCheck() {}

    /** Every other content is right. */
    static void check(Node root, Findings findings) {
        if (!PipeYaml.isPipe(root)) {
            return;
        }
        Optional<Node> spec = YamlTree.get(root, "spec");
        Node at = spec.orElse(root);
        Optional<Node> source = spec.flatMap(node -> YamlTree.get(node, "source"));
        Optional<Node> sink = spec.flatMap(node -> YamlTree.get(node, "sink"));
        List<Node> steps = spec.flatMap(node -> YamlTree.get(node, "steps"))
                .map(YamlTree::items)
                .orElse(List.of());
        source.ifPresentOrElse(
                node -> end("The `source` of the pipe", node, findings),
                () -> findings.error(
                        Rule.SCHEMA,
                        at,
                        "The pipe has no `source`.",
                        "Say below `spec` and `source` where it begins."));
        steps.forEach(step -> end("This step of the pipe", step, findings));
        sink.ifPresent(node -> end("The `sink` of the pipe", node, findings));
        if (sink.isEmpty() && steps.isEmpty()) {
            findings.error(
                    Rule.SCHEMA,
                    at,
                    "The pipe has no `sink` and no `steps`.",
                    "Say below `spec` and `sink` where its messages go.");
        }
    }

    private static void end(String which, Node end, Findings findings) {
        if (YamlTree.get(end, "uri").isPresent()) {
            return;
        }
        Optional<Node> ref = YamlTree.get(end, "ref");
        if (ref.isEmpty()) {
            findings.error(Rule.SCHEMA, end, which + " has neither `ref` nor `uri`.", UNDERSTOOD);
            return;
        }
        Optional<String> kind = YamlTree.get(ref.get(), "kind").flatMap(YamlTree::text);
        if (kind.isEmpty()) {
            findings.error(Rule.SCHEMA, ref.get(), which + " has a `ref` without a `kind`.", UNDERSTOOD);
        } else if (PipeYaml.scheme(ref.get()).isEmpty()) {
            findings.error(
                    Rule.SCHEMA,
                    ref.get(),
                    "%s is a `ref` of the kind `%s`, which is not understood here.".formatted(which, kind.get()),
                    UNDERSTOOD);
        } else if (YamlTree.get(ref.get(), "name").isEmpty()) {
            findings.error(
                    Rule.SCHEMA,
                    ref.get(),
                    "%s has a `ref` without a `name`.".formatted(which),
                    "Add the `name` of the `%s`.".formatted(kind.get()));
        }
    }
}
