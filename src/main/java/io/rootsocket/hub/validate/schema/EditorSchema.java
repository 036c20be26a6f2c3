package io.rootsocket.hub.validate.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rootsocket.hub.protocol.ChannelName;
import io.rootsocket.hub.protocol.Operation;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.tooling.model.BaseOptionModel;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.tooling.model.JsonMapper;

/** Camel's schema for YAML routes with {@code rootsocket:} added to it, so that an editor completes and checks that too. */
public final class EditorSchema {

    /** Where it lies in a folder of routes. */
    public static final String FILE = ".schema/rootsocket-routes.json";

    private static final String STEPS = "org.apache.camel.model.";

    private EditorSchema() {}

    /**
     * Writes the schema.
     *
     * @param description the component's own description, as Camel's generator writes it
     */
    public static JsonNode of(String description) {
        ComponentModel rootsocket = JsonMapper.generateComponentModel(description);
        ObjectNode schema = (ObjectNode) SchemaCheck.camelsSchema();
        ObjectNode definitions = (ObjectNode) schema.at("/items/definitions");
        definitions.set("rootsocket", options(rootsocket));
        for (String step : List.of("ToDefinition", "ToDynamicDefinition", "WireTapDefinition")) {
            addTo((ObjectNode) definitions.get(STEPS + step));
        }
        return schema;
    }

    /** The options of an endpoint, each with its type, its choices and what it does. */
    private static ObjectNode options(ComponentModel rootsocket) {
        ObjectNode options = JsonNodeFactory.instance.objectNode();
        options.put("type", "object").put("additionalProperties", false);
        ObjectNode properties = options.putObject("properties");
        rootsocket.getEndpointParameterOptions().stream()
                // A key in a route can be read by whoever reads the route.
                .filter(option -> !option.isSecret())
                .forEach(option -> describe(properties.putObject(option.getName()), option));
        return options;
    }

    private static void describe(ObjectNode property, BaseOptionModel option) {
        property.put("title", option.getDisplayName()).put("description", option.getDescription());
        ArrayNode either = property.putArray("anyOf");
        // Any option can be a setting.
        ObjectNode setting = JsonNodeFactory.instance.objectNode();
        setting.put("type", "string").put("pattern", "\\{\\{.*\\}\\}");
        if (option.getName().equals("channel")) {
            either.addObject()
                    .put("type", "string")
                    .put("pattern", "^[a-zA-Z0-9.]{1,%d}$".formatted(ChannelName.MAX_LENGTH));
        } else if (option.getEnums() != null && !option.getEnums().isEmpty()) {
            option.getEnums().forEach(either.addObject().putArray("enum")::add);
        } else if (List.of("boolean", "integer").contains(option.getType())) {
            either.addObject().put("type", option.getType());
        } else {
            either.addObject().put("type", "string");
            return;
        }
        either.add(setting);
    }

    /** What holds of a step whose URI begins with our scheme; it says nothing of the others. */
    private static void addTo(ObjectNode step) {
        ArrayNode either = JsonNodeFactory.instance.arrayNode();
        ObjectNode others = either.addObject();
        others.putObject("not").set("properties", uri("^rootsocket:"));
        ObjectNode ours = either.addObject().putObject("properties");
        ours.putObject("uri").set("enum", operations());
        ours.putObject("parameters").put("$ref", "#/items/definitions/rootsocket");
        ObjectNode inline = either.addObject();
        inline.set("properties", uri("^rootsocket:[a-z{].*[?{]"));
        withUri(step).set("anyOf", either);
    }

    /** A step can also be written in one line; then its long form is one of two choices. */
    private static ObjectNode withUri(ObjectNode step) {
        for (JsonNode choice : step.path("oneOf")) {
            if (choice.path("properties").has("uri")) {
                return (ObjectNode) choice;
            }
        }
        return step;
    }

    private static ObjectNode uri(String pattern) {
        ObjectNode properties = JsonNodeFactory.instance.objectNode();
        properties.putObject("uri").put("pattern", pattern);
        return properties;
    }

    private static ArrayNode operations() {
        ArrayNode operations = JsonNodeFactory.instance.arrayNode();
        Stream.of(Operation.values()).map(Operation::word).forEach(word -> operations.add("rootsocket:" + word));
        return operations;
    }
}
