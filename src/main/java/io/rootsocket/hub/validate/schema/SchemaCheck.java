package io.rootsocket.hub.validate.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import io.rootsocket.hub.routes.finding.Findings;
import io.rootsocket.hub.routes.finding.Rule;
import io.rootsocket.hub.routes.yaml.YamlTree;
import io.rootsocket.hub.text.NearestWord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.snakeyaml.engine.v2.nodes.Node;

/** Checks a file against Camel's YAML schema. The schema is compiled once; safe for threads after that. */
public final class SchemaCheck {

    /** Which of several errors of one place says it best. */
    private static final List<String> TELLING =
            List.of("additionalProperties", "pattern", "required", "maxProperties", "type");

    private static final String NUMBER = "^[+-]?\\d+(\\.\\d+)?$";

    /** What text must look like to become a value of a type. */
    private static final Map<String, String> VALUES =
            Map.of("boolean", "^(?i:true|false)$", "number", NUMBER, "integer", NUMBER);

    /** Choices of Resilience4j, which takes them only as it writes them. */
    private static final Set<String> EXACT = Set.of("COUNT_BASED", "LOCK_FREE");

    /** Options of which the schema names the usual ones only: whatever is on board can be meant. */
    private static final Set<String> ANY =
            Set.of("component", "apiComponent", "producerComponent", "jsonDataFormat", "xmlDataFormat");

    private static final List<String> FOR_PEOPLE = List.of("title", "description", "default");

    private static final String OPEN = "\\{\\{|";
    /** Where this schema keeps the type and the choices that Camel's has. */
    private static final String WANTED = "x-type";

    private static final String CHOICES = "x-choices";

    /** To compile it takes longer than to check a folder. Its memory is given up where it is needed for something else. */
    private static SoftReference<SchemaCheck> compiled = new SoftReference<>(null);

    /** The keys that an expression can have. */
    public static final Set<String> LANGUAGES = Collections.unmodifiableSet(languages(get().schemaJson));

    private final JsonNode schemaJson;
    private final Schema schema;

    private SchemaCheck() {
        this.schemaJson = asCamelReads(camelsSchema());
        var config = SchemaRegistryConfig.builder().preloadSchema(false).build();
        this.schema = SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_4, registry -> registry.schemaRegistryConfig(config))
                .getSchema(schemaJson);
    }

    /** The one of this process. */
    public static synchronized SchemaCheck get() {
        SchemaCheck known = compiled.get();
        if (known == null) {
            known = new SchemaCheck();
            compiled = new SoftReference<>(known);
        }
        return known;
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

    private static Set<String> languages(JsonNode schema) {
        var names = new TreeSet<String>();
        schema.at("/items/definitions/org.apache.camel.model.language.ExpressionDefinition/properties")
                .fieldNames()
                .forEachRemaining(names::add);
        return names;
    }

    /**
     * The schema as Camel's parser keeps to it: every value is text to that, of which a truth, a number or a choice is made
     * later, whatever the case of its letters, and once settings are filled in. What it tells people is left
     * out, as that would be compiled too, and kept.
     */
    private static JsonNode asCamelReads(JsonNode schema) {
        if (schema instanceof ObjectNode object) {
            // An option of that name is no value but a schema.
            FOR_PEOPLE.stream().filter(name -> object.path(name).isValueNode()).forEach(object::remove);
            String type = object.path("type").asText();
            if (VALUES.containsKey(type)) {
                object.put("type", "string")
                        .put("pattern", OPEN + VALUES.get(type))
                        .put(WANTED, type);
            } else if (object.at("/items/type").asText().equals("string")) {
                // One text stands for a list of one.
                object.putArray("type").add("array").add("string");
            } else if (object.path("enum") instanceof ArrayNode choices) {
                object.set(CHOICES, choices);
                object.remove("enum");
                object.put("pattern", OPEN + choice(choices));
            }
        }
        schema.fields().forEachRemaining(field -> {
            if (ANY.contains(field.getKey()) && field.getValue() instanceof ObjectNode option) {
                option.remove("enum");
            }
        });
        schema.forEach(SchemaCheck::asCamelReads);
        return schema;
    }

    private static String choice(ArrayNode choices) {
        List<String> texts = StreamSupport.stream(choices.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        String start = texts.stream().anyMatch(EXACT::contains) ? "^(?:" : "^(?i:";
        return texts.stream().map(Pattern::quote).collect(Collectors.joining("|", start, ")$"));
    }

    /** @param read whether Camel's parser reads it, which takes some steps and options that the schema does not name */
    public void check(Node root, BooleanSupplier read, Findings findings) {
        List<Error> errors = schema.validate(YamlTree.json(root));
        boolean taken = errors.stream().anyMatch(SchemaCheck::isOfForm) && read.getAsBoolean();
        Map<NodePath, List<Error>> byPlace = new LinkedHashMap<>();
        for (Error error : errors) {
            if (isMeant(error) && !(taken && isOfForm(error))) {
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

    /** Whether it is about what stands where, and not about a value. */
    private static boolean isOfForm(Error error) {
        if (error.getInstanceLocation().getNameCount() == 0) {
            // What is no list of routes, Camel passes over without a word.
            return false;
        }
        JsonNode value = error.getInstanceNode();
        return "additionalProperties".equals(error.getKeyword())
                || "type".equals(error.getKeyword()) && value != null && !value.isNull();
    }

    /** A setting can become anything. */
    private static boolean isMeant(Error error) {
        JsonNode value = error.getInstanceNode();
        return value == null || !value.isTextual() || !value.asText().contains("{{");
    }

    private static int rank(Error error) {
        int rank = TELLING.indexOf(error.getKeyword());
        return rank < 0 ? TELLING.size() : rank;
    }

    private void report(Error error, Node root, Findings findings) {
        var place = new ViolationPlace(root, error.getInstanceLocation());
        String property = String.valueOf(error.getProperty());
        if (TwoGiven.report(place, definition(error), findings)) {
            return;
        }
        switch (String.valueOf(error.getKeyword())) {
            case "additionalProperties" -> {
                List<String> known = properties(error);
                boolean step = place.isStep();
                if ((step || !property.startsWith("-"))
                        && MistypedKey.report(property, place.key(property), findings)) {
                    return;
                }
                findings.error(
                        Rule.SCHEMA,
                        place.key(property),
                        "Unknown %s `%s`%s.".formatted(step ? "step" : "option", property, step ? "" : place.inside()),
                        reference(place, property, known)
                                .or(() -> NearestWord.suggestion(property, known))
                                .or(() -> offered(step, known)));
            }
            case "required" ->
                findings.error(
                        Rule.SCHEMA,
                        place.ownKey(),
                        "`%s` is missing%s.".formatted(property, place.inside()),
                        "Add `%s: …`.".formatted(property));
            case "pattern" -> value(error, place, findings);
            case "maxProperties" ->
                findings.error(
                        Rule.SCHEMA,
                        place.secondKey(),
                        "`%s` stands in the step before it.".formatted(place.secondKeyText()),
                        "Start each step with `- `, all in the same column.");
            default -> place.wrongType(error, owner(error), findings);
        }
    }

    private void value(Error error, ViolationPlace place, Findings findings) {
        JsonNode owner = owner(error);
        if (owner.has(CHOICES)) {
            List<String> choices = new ArrayList<>();
            owner.path(CHOICES).forEach(choice -> choices.add(choice.asText()));
            findings.error(
                    Rule.SCHEMA,
                    place.node(),
                    "`%s` is not a value%s.".formatted(place.text(), place.inside()),
                    NearestWord.suggestion(place.text(), choices).or(() -> offered(false, choices)));
            return;
        }
        findings.error(
                Rule.SCHEMA,
                place.node(),
                "`%s` is not what belongs here%s: a %s is expected."
                        .formatted(
                                place.text(), place.inside(), owner.path(WANTED).asText()),
                Optional.empty());
    }

    /** A bean is named under another key than it is declared, so the whole line is shown. */
    private static Optional<String> reference(ViolationPlace place, String property, List<String> known) {
        return YamlTree.get(place.node(), property)
                .flatMap(YamlTree::text)
                .filter(value -> known.contains(property + "Ref"))
                .map(value -> "Did you mean `%sRef: %s`?".formatted(property, value));
    }

    private static Optional<String> offered(boolean step, List<String> known) {
        return step || known.isEmpty() || known.size() > 25
                ? Optional.empty()
                : Optional.of("There is: %s.".formatted(String.join(", ", known)));
    }

    private List<String> properties(Error error) {
        JsonNode owner = owner(error);
        return StreamSupport.stream(
                        ((Iterable<String>) () -> owner.path("properties").fieldNames()).spliterator(), false)
                .sorted()
                .toList();
    }

    /** What the schema says of the step or the option as a whole. */
    private JsonNode definition(Error error) {
        String pointer = error.getSchemaLocation().getFragment().toString();
        String start = "/items/definitions/";
        int end = pointer.indexOf('/', start.length());
        return pointer.startsWith(start) && end > 0 ? schemaJson.at(pointer.substring(0, end)) : owner(error);
    }

    /** The part of the schema that has the keyword. */
    private JsonNode owner(Error error) {
        String pointer = error.getSchemaLocation().getFragment().toString();
        return schemaJson.at(pointer.substring(0, Math.max(0, pointer.lastIndexOf('/'))));
    }
}
