package io.rootsocket.hub.validate.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What an editor does with the schema: it underlines what does not fit. */
class EditorSchemaTest {

    private static final Path SHIPPED = Path.of("routes").resolve(EditorSchema.FILE);
    private static final String COMMENT = "# yaml-language-server: $schema=.schema/rootsocket-routes.json\n";

    private static final Schema SCHEMA =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4).getSchema(EditorSchema.of(description()));

    private static String description() {
        try {
            return Files.readString(
                    Path.of("src/generated/resources/META-INF/io/rootsocket/hub/component/rootsocket.json"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static boolean takes(String step) {
        return isValid("- route:\n    from:\n      uri: timer:x\n      steps:\n        - "
                + step.replace("\n", "\n          ") + "\n");
    }

    private static boolean isValid(String yaml) {
        Object root = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        return SCHEMA.validate(new JsonMapper().<JsonNode>valueToTree(root)).isEmpty();
    }

    @Test
    void isShippedAsItIsGenerated() throws IOException {
        boolean same = Files.readString(SHIPPED).equals(EditorSchema.of(description()) + "\n");

        // Compared by hand: a failure would print half a megabyte.
        assertThat(same)
                .as("write it again with: hub init --schema-only routes")
                .isTrue();
    }

    @Test
    void isNamedByEachShippedRouteAndTakesIt() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".yaml")))
                    .isNotEmpty()
                    .allSatisfy(file -> {
                        String text = Files.readString(file);
                        assertThat(text).startsWith(COMMENT);
                        assertThat(isValid(text)).isTrue();
                    });
        }
    }

    @Test
    void knowsTheOptionsOfOurComponent() {
        assertThat(takes("to:\n  uri: rootsocket:message\n  parameters:\n    channel: news\n    dataFormat: json"))
                .isTrue();
        assertThat(takes("to:\n  uri: rootsocket:message\n  parameters:\n    chanel: news"))
                .isFalse();
        assertThat(takes("to:\n  uri: rootsocket:message\n  parameters:\n    channel: my-news"))
                .isFalse();
        assertThat(takes("to:\n  uri: rootsocket:message\n  parameters:\n    dataFormat: xml"))
                .isFalse();
        assertThat(takes("to:\n  uri: rootsocket:mesage")).isFalse();
    }

    @Test
    void takesSettingsAndTheShortFormAndOtherComponents() {
        assertThat(takes("to:\n  uri: rootsocket:message\n  parameters:\n    channel: \"{{news:news}}\""))
                .isTrue();
        assertThat(takes("to: rootsocket:message?channel=news")).isTrue();
        assertThat(takes("to:\n  uri: rootsocket:message?channel=news")).isTrue();
        assertThat(takes("to:\n  uri: log:x\n  parameters:\n    showAll: true")).isTrue();
    }

    @Test
    void liesBesideADescriptionWhereCamelsCatalogLooks() {
        assertThat(new DefaultCamelCatalog().componentJSonSchema("rootsocket")).contains("\"scheme\": \"rootsocket\"");
    }
}
