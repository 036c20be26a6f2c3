package io.rootsocket.hub.validate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import io.rootsocket.hub.routes.Findings;
import io.rootsocket.hub.routes.Rule;
import io.rootsocket.hub.routes.YamlTree;
import io.rootsocket.hub.text.NearestWord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Checks a file against Camel's YAML schema. The schema is compiled once; safe for threads after that. */
final class SchemaCheck {

    /** Which of several errors of one place says it best. */
    private static final List<String> TELLING =
            List.of("additionalProperties", "enum", "required", "maxProperties", "type");

    private final JsonNode schemaJson;
    private final Schema schema;

    SchemaCheck() {
        this.schemaJson = camelsSchema();
        var config = SchemaRegistryConfig.builder().preloadSchema(false).build();
        this.schema = SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_4, registry -> registry.schemaRegistryConfig(config))
                .getSchema(schemaJson);
    }

    /** Camel's schema, from the jar that parses the routes. */
    static JsonNode camelsSchema() {
        try (InputStream stream =
                Objects.requireNonNull(SchemaCheck.class.getResourceAsStream("/schema/camelYamlDsl.json"))) {
            return new JsonMapper().readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void check(Node root, Findings findings) {
        Map<NodePath, List<Error>> byPlace = new LinkedHashMap<>();
        for (Error error : schema.validate(YamlTree.json(root))) {
            if (isMeant(error)) {
                byPlace.computeIfAbsent(error.getInstanceLocation(), place -> new ArrayList<>())
                        .add(error);
            }
        }
        LostIndent.report(byPlace, root, findings);
        // What is wrong inside makes every choice around it fail too.
        Set<NodePath> around = around(byPlace.keySet());
        for (var place : byPlace.entrySet()) {
            if (!around.contains(place.getKey()) && !findings.isFull()) {
                place.getValue().stream()
                        .min(Comparator.comparing(SchemaCheck::rank)
                                .thenComparing(
                                        error -> error.getEvaluationPath().getNameCount()))
                        .ifPresent(error -> report(error, root, findings));
            }
        }
    }

    private static Set<NodePath> around(Set<NodePath> places) {
        var around = new HashSet<NodePath>();
        for (NodePath place : places) {
            NodePath outer = place.getParent();
            while (outer != null && around.add(outer)) {
                outer = outer.getParent();
            }
        }
        return around;
    }

    /** A setting can become a number or a choice, and Camel itself reads a number as text and text as a number. */
    private static boolean isMeant(Error error) {
        JsonNode value = error.getInstanceNode();
        if (value == null || !value.isValueNode() || value.isNull()) {
            return true;
        }
        String text = value.asText();
        String wanted =
                "type".equals(error.getKeyword()) ? error.getSchemaNode().asText() : "";
        return !text.contains("{{")
                && !wanted.equals("string")
                && !(wanted.equals("boolean") && text.matches("true|false"))
                && !(wanted.matches("number|integer") && text.matches("-?\\d+(\\.\\d+)?"));
    }

    private static int rank(Error error) {
        int rank = TELLING.indexOf(error.getKeyword());
        return rank < 0 ? TELLING.size() : rank;
    }

    private void report(Error error, Node root, Findings findings) {
        var place = new Place(root, error.getInstanceLocation());
        String property = String.valueOf(error.getProperty());
        switch (String.valueOf(error.getKeyword())) {
            case "additionalProperties" -> {
                List<String> known = known(error);
                boolean step = place.isStep();
                if (step && property.startsWith("-")) {
                    findings.error(
                            Rule.SCHEMA,
                            place.key(property),
                            "`%s` has no space after its dash.".formatted(property),
                            "Begin it with `- `, a dash and a space.");
                    return;
                }
                findings.error(
                        Rule.SCHEMA,
                        place.key(property),
                        "Unknown %s `%s`%s.".formatted(step ? "step" : "option", property, step ? "" : place.inside()),
                        NearestWord.suggestion(property, known).or(() -> offered(step, known)));
            }
            case "required" ->
                findings.error(
                        Rule.SCHEMA,
                        place.ownKey(),
                        "`%s` is missing%s.".formatted(property, place.inside()),
                        "Add `%s: …`.".formatted(property));
            case "enum" ->
                findings.error(
                        Rule.SCHEMA,
                        place.node(),
                        "`%s` is not a value%s.".formatted(place.text(), place.inside()),
                        NearestWord.suggestion(place.text(), known(error)).or(() -> offered(false, known(error))));
            case "maxProperties" ->
                findings.error(
                        Rule.SCHEMA,
                        place.secondKey(),
                        "`%s` stands in the step before it.".formatted(place.secondKeyText()),
                        "Start each step with `- `, all in the same column.");
            default -> place.wrongType(error, findings);
        }
    }

    private static Optional<String> offered(boolean step, List<String> known) {
        return step || known.isEmpty() || known.size() > 25
                ? Optional.empty()
                : Optional.of("There is: %s.".formatted(String.join(", ", known)));
    }

    private List<String> known(Error error) {
        JsonNode values = error.getSchemaNode();
        if ("enum".equals(error.getKeyword()) && values != null && values.isArray()) {
            var words = new ArrayList<String>();
            values.forEach(word -> words.add(word.asText()));
            return words;
        }
        return properties(error);
    }

    private List<String> properties(Error error) {
        String pointer = error.getSchemaLocation().getFragment().toString();
        @Nullable JsonNode owner = schemaJson.at(pointer.substring(0, Math.max(0, pointer.lastIndexOf('/'))));
        return StreamSupport.stream(
                        ((Iterable<String>) () -> owner.path("properties").fieldNames()).spliterator(), false)
                .sorted()
                .toList();
    }
}
