package io.rootsocket.hub.validate.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.rootsocket.hub.routes.finding.Findings;
import io.rootsocket.hub.routes.finding.Rule;
import io.rootsocket.hub.routes.yaml.YamlTree;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Says what to write where a list, a mapping or a text stands in the place of another. */
final class WrongShape {

    /** Steps whose expression is true or false, which a constant would be of no use for. */
    private static final Set<String> PREDICATES = Set.of("filter", "when", "validate", "onWhen", "completionPredicate");

    private final ViolationPlace place;
    private final String name;
    private final JsonNode wanted;

    /** @param wanted what the schema says belongs there */
    WrongShape(ViolationPlace place, JsonNode wanted) {
        this.place = place;
        this.name = place.name();
        this.wanted = wanted;
    }

    void report(Findings findings) {
        Node node = place.node();
        boolean list = YamlTree.text(node).isEmpty() && !(node instanceof MappingNode);
        boolean listWanted = wanted.path("type").toString().contains("array");
        if (listWanted && node instanceof MappingNode && !YamlTree.entries(node).isEmpty()) {
            notAList(YamlTree.entries(node).get(0), findings);
        } else if (listWanted) {
            say(
                    findings,
                    "`%s` is a list, and `%s` is not one.".formatted(name, place.text()),
                    "Put each %s into a line of its own, with `- ` before it."
                            .formatted(name.equals("steps") ? "step" : "item"));
        } else if (list) {
            aList(YamlTree.items(node), findings);
        } else if (YamlTree.text(node).isPresent()) {
            aText(findings);
        } else {
            say(
                    findings,
                    "%s is a text, and no options belong below it.".formatted(shown()),
                    "Write the text after its colon.");
        }
    }

    private void say(Findings findings, String message, String suggestion) {
        findings.error(Rule.SCHEMA, place.node(), message, suggestion);
    }

    private String shown() {
        return name.isEmpty() ? "This" : "`%s`".formatted(name);
    }

    private void notAList(YamlTree.Entry first, Findings findings) {
        if (!MistypedKey.report(first.key(), first.keyNode(), findings)) {
            findings.error(
                    Rule.SCHEMA,
                    first.keyNode(),
                    "%s is a list, and `%s` is not an item of one."
                            .formatted(place.isTop() ? "A route file" : shown(), first.key()),
                    "Put `- ` before it.");
        }
    }

    private void aList(List<Node> items, Findings findings) {
        Optional<YamlTree.Entry> first =
                items.stream().flatMap(item -> YamlTree.entries(item).stream()).findFirst();
        String message = name.isEmpty() ? "There is a `- ` too many here." : "`%s` is not a list.".formatted(name);
        JsonNode options = wanted.path("properties");
        if (first.isPresent()
                && options.has("steps")
                && !options.has(first.get().key())) {
            say(findings, message, "Write `steps:` below `%s`, and the list below that.".formatted(name));
        } else if (first.isPresent()) {
            say(
                    findings,
                    message,
                    "Delete the `- ` before `%s`.".formatted(first.get().key()));
        } else {
            say(
                    findings,
                    message,
                    name.equals("to")
                            ? "Write a step `- to: …` for each, or `multicast` for all of them."
                            : name.isEmpty() ? "Delete it." : "Write one value after its colon.");
        }
    }

    private void aText(Findings findings) {
        String text = place.text().strip().replaceAll("\\s+", " ");
        String shortened = text.length() <= 60 ? text : text.substring(0, 60) + "…";
        if (place.isStep()) {
            say(
                    findings,
                    "`%s` is text, not a step.".formatted(shortened),
                    "Write the step as `- name: …`, with a colon and a space.");
        } else if (wanted.path("properties").has("constant")) {
            String language = PREDICATES.contains(name) || text.contains("${") ? "simple" : "constant";
            boolean named = wanted.path("properties").has("name");
            say(
                    findings,
                    "%s needs %s, and `%s` is only a text."
                            .formatted(shown(), named ? "a name and an expression" : "an expression", shortened),
                    named
                            ? "Write `name: …` and an expression, such as `constant: …`, in lines of their own below it."
                            : "Write `%s: %s` in a line of its own below it.".formatted(language, shortened));
        } else if (wanted.path("properties").has(text)) {
            say(
                    findings,
                    "%s has options of its own, and `%s` is only a text.".formatted(shown(), text),
                    "Write `%s: {}` in a line of its own below it.".formatted(text));
        } else {
            say(
                    findings,
                    "%s has options of its own, and `%s` is only a text.".formatted(shown(), shortened),
                    "Write them in lines of their own below it, as `name: value`.");
        }
    }
}
