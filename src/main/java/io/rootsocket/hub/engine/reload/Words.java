package io.rootsocket.hub.engine.reload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.rootsocket.hub.protocol.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteTemplateDefinition;

/** The words that a route may be written with, as Camel's own catalogs on the class path have them. */
final class Words {

    private static final String SCHEMA = "schema/camelYamlDsl.json";
    private static final String COMPONENTS = "META-INF/services/org/apache/camel/component.properties";
    private static final String SIMPLE = "META-INF/org/apache/camel/language/simple/simple.json";

    private final CamelContext camel;

    Words(CamelContext camel) {
        this.camel = camel;
    }

    /** The components that a URI can begin with. */
    Collection<String> components() {
        var names = new TreeSet<>(camel.getComponentNames());
        try {
            for (URL file :
                    java.util.Collections.list(Words.class.getClassLoader().getResources(COMPONENTS))) {
                var properties = new Properties();
                try (InputStream in = file.openStream()) {
                    properties.load(in);
                }
                names.addAll(
                        List.of(properties.getProperty("components", "").strip().split("\\s+")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The class path cannot be read", e);
        }
        return names;
    }

    /** The options of a component's URIs. */
    Collection<String> options(String scheme) {
        var factory = camel.getCamelContextExtension().getEndpointUriFactory(scheme);
        return factory == null ? Set.of() : factory.propertyNames();
    }

    /** The steps of a route, and what a file can begin with. */
    Collection<String> steps() {
        JsonNode schema = read(SCHEMA).path("items");
        var words = new TreeSet<String>();
        schema.path("properties").fieldNames().forEachRemaining(words::add);
        schema.path("definitions")
                .path("org.apache.camel.model.ProcessorDefinition")
                .path("properties")
                .fieldNames()
                .forEachRemaining(words::add);
        return words;
    }

    /** Every word of the language, for what is not a step. */
    Collection<String> all() {
        var words = new TreeSet<>(steps());
        words.add("steps");
        for (JsonNode definition : read(SCHEMA).path("items").path("definitions")) {
            definition.path("properties").fieldNames().forEachRemaining(words::add);
        }
        return words;
    }

    /** What stands inside {@code ${…}} in the language Simple. */
    Collection<String> simpleFunctions() {
        var words = new ArrayList<String>();
        read(SIMPLE).path("functions").fieldNames().forEachRemaining(words::add);
        return words;
    }

    /** The settings that are set. */
    Collection<String> settings() {
        return camel.getPropertiesComponent().loadProperties().stringPropertyNames();
    }

    /** The route templates that are loaded. */
    Collection<String> templates() {
        return ((ModelCamelContext) camel)
                .getRouteTemplateDefinitions().stream()
                        .map(RouteTemplateDefinition::getId)
                        .toList();
    }

    private static JsonNode read(String resource) {
        try (InputStream in = Words.class.getClassLoader().getResourceAsStream(resource)) {
            return in == null
                    ? Wire.readTree("{}")
                    : Wire.readTree(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(resource + " is not JSON", e);
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " cannot be read", e);
        }
    }
}
