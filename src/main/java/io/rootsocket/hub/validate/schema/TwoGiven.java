package io.rootsocket.hub.validate.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.rootsocket.hub.routes.finding.Findings;
import io.rootsocket.hub.routes.finding.Rule;
import io.rootsocket.hub.routes.finding.Severity;
import io.rootsocket.hub.routes.yaml.YamlTree;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds two expressions, or two data formats, where one is to be chosen. */
final class TwoGiven {

    private TwoGiven() {}

    /**
     * @param definition what the schema says of the step
     * @return whether two are given, of which the schema itself says only that one is missing
     */
    static boolean report(ViolationPlace place, JsonNode definition, Findings findings) {
        Set<String> choices = choices(definition);
        List<YamlTree.Entry> given = YamlTree.entries(place.node()).stream()
                .filter(entry -> choices.contains(entry.key()))
                .toList();
        if (given.size() < 2) {
            return false;
        }
        // Camel takes the last of two data formats, and refuses a second expression.
        boolean formats = place.name().endsWith("arshal");
        String lines = given.stream()
                .map(entry -> "`%s` in line %d".formatted(entry.key(), line(entry)))
                .collect(Collectors.joining(", "));
        findings.add(
                Rule.SCHEMA,
                formats ? Severity.WARNING : Severity.ERROR,
                given.get(1).keyNode(),
                "%s %s are given%s (%s)%s."
                        .formatted(
                                given.size() == 2 ? "Two" : "Several",
                                formats ? "data formats" : choices.contains("expression") ? "expressions" : "choices",
                                place.inside(),
                                lines,
                                formats ? ", and only the last one counts" : ""),
                "Keep one of them.");
        return true;
    }

    private static int line(YamlTree.Entry entry) {
        return entry.keyNode().getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    /** The options of which one is to be given, as {@code json} and {@code csv} in {@code marshal}. */
    private static Set<String> choices(JsonNode definition) {
        var choices = new HashSet<String>();
        for (JsonNode any : definition.path("anyOf")) {
            for (JsonNode one : any.path("oneOf")) {
                // What one way of writing it requires, and what another one says must not be there.
                one.findValues("required").forEach(names -> names.forEach(name -> choices.add(name.asText())));
            }
        }
        return choices;
    }
}
