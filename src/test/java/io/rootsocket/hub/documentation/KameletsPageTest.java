package io.rootsocket.hub.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rootsocket.hub.routes.yaml.RouteSource;
import io.rootsocket.hub.routes.yaml.YamlTree;
import io.rootsocket.hub.routetest.RouteTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the page of the kamelets to the kamelets that the hub brings. */
class KameletsPageTest {

    private static final Path KAMELETS = Path.of("src/main/resources/kamelets");
    private static final String HEAD = "| parameter | what it is | default |\n| --- | --- | --- |\n";
    private static final int LINES = 10;

    private final Manual manual = new Manual();

    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(KAMELETS)) {
            return files.map(file -> file.getFileName().toString().replace(".kamelet.yaml", ""))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void itNamesEachKameletThatThereIs() throws IOException {
        assertThat(manual.table("kamelet | what it is for"))
                .extracting(row -> Page.code(row.get(0)).get(0))
                .containsExactlyInAnyOrderElementsOf(names());
    }

    @ParameterizedTest
    @MethodSource("names")
    void itTellsTheParametersAsTheKameletDoes(String name) {
        assertThat(manual.page("kamelets.md").section(name)).contains(HEAD + rows(name));
    }

    @ParameterizedTest
    @MethodSource("names")
    void itShowsEachInTenLines(String name) {
        var section = new Page(Path.of(name), manual.page("kamelets.md").section(name));
        assertThat(section.blocks()).isNotEmpty();
        assertThat(section.blocks().get(0).content().lines()).hasSizeLessThanOrEqualTo(LINES);
        assertThat(section.blocks().get(0).content()).contains("kamelet:" + name);
    }

    @Test
    void itsSignedWebhookTakesWhatIsSignedAndNothingElse(@TempDir Path folder) throws IOException {
        String example = new Page(Path.of("webhook"), manual.page("kamelets.md").section("webhook"))
                .blocks()
                .get(0)
                .content();
        Files.createDirectories(folder.resolve("tests"));
        Files.writeString(folder.resolve("github-events.yaml"), example);
        Path test = Files.writeString(folder.resolve("tests/github-events.test.yaml"), """
                settings: {github.webhook.secret: s3cret}
                tests:
                  - name: takes what GitHub signs
                    given:
                      - {webhook: POST /webhooks/github-events, message: {a: 1}, signed: {as: github, secret: s3cret}}
                      - {webhook: POST /webhooks/github-events, message: {a: 2}}
                    expect: {messages: {github: [{a: 1}]}, answer: {status: 401}}
                """);

        assertThat(new RouteTests(folder).run(test).get(0).failure()).isEmpty();
    }

    private static String rows(String name) {
        JsonNode definition = YamlTree.json(YamlTree.parse(
                                new RouteSource(Path.of(name), Page.read(KAMELETS.resolve(name + ".kamelet.yaml"))))
                        .orElseThrow())
                .at("/spec/definition");
        List<String> required = StreamSupport.stream(definition.path("required").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        return definition.path("properties").properties().stream()
                .map(property -> row(property.getKey(), property.getValue(), required))
                .collect(Collectors.joining());
    }

    private static String row(String name, JsonNode property, List<String> required) {
        String choices = StreamSupport.stream(property.path("enum").spliterator(), false)
                .map(choice -> "`%s`".formatted(choice.asText()))
                .collect(Collectors.joining(", "));
        String value = property.path("default").asText();
        return "| `%s` | %s%s | %s |\n"
                .formatted(
                        name,
                        property.path("description").asText(),
                        choices.isEmpty() ? "" : " One of " + choices + ".",
                        required.contains(name) && !property.has("default")
                                ? "needed"
                                : value.isEmpty() ? "none" : "`%s`".formatted(value));
    }
}
