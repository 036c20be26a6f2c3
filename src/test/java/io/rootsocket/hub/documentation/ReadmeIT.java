package io.rootsocket.hub.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.engine.HubSettings;
import io.rootsocket.hub.engine.routetest.RouteTests;
import io.rootsocket.hub.engine.validate.RouteSource;
import io.rootsocket.hub.engine.validate.RouteValidation;
import io.rootsocket.hub.sandbox.ReceivedMessage;
import io.rootsocket.hub.sandbox.Sandbox;
import io.rootsocket.hub.sandbox.SandboxSettings;
import io.rootsocket.hub.testing.RunningHub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the README to what it promises. */
class ReadmeIT {

    private static final Pattern ROUTE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
    private static final Pattern RING =
            Pattern.compile("curl --json '([^']*)' http://localhost:8080(/webhooks/doorbell)");

    @TempDir
    Path folder;

    private final String readme = read(Path.of("README.md"));

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Matcher found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as("%s in the README", pattern).isTrue();
        return matcher;
    }

    @Test
    void itsFirstOwnRouteRunsAndAnswersItsCurl() {
        RunningHub.route(folder, "doorbell.yaml", found(ROUTE, readme).group(1));
        Matcher ring = found(RING, readme);

        try (Sandbox sandbox = Sandbox.start(SandboxSettings.defaults().withPort(0));
                var hub = RunningHub.start(folder, sandbox.apiUrl(), sandbox.key(), Map.of())
                        .withoutProblems()) {
            var answer = hub.post(ring.group(2), ring.group(1), "Content-Type", "application/json");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(sandbox.messages("door"))
                    .extracting(ReceivedMessage::data)
                    .containsExactly("Ana is at the door");
        }
    }

    @Test
    void itsTestOfThatRoutePasses() throws IOException {
        RunningHub.route(folder, "doorbell.yaml", found(ROUTE, readme).group(1));
        Path tests = Files.createDirectories(folder.resolve("routes/tests"));
        Path test = Files.writeString(
                tests.resolve("doorbell.test.yaml"),
                found(ROUTE, section("Testing routes")).group(1));

        assertThat(new RouteTests(folder.resolve("routes")).run(test))
                .hasSize(2)
                .allSatisfy(outcome -> assertThat(outcome.failure()).isEmpty());
    }

    @Test
    void itsMistakeIsFoundAsItSays() {
        String mistaken = found(ROUTE, readme).group(1).replace("channel: door", "chanel: door");
        try (var validation = new RouteValidation(Clock.systemUTC())) {
            var found = validation.check(
                    List.of(new RouteSource(Path.of("routes/doorbell.yaml"), mistaken)), new Properties());

            assertThat(found)
                    .singleElement()
                    .satisfies(
                            finding -> assertThat(section("Editing routes")).contains("```text\n" + finding + "\n```"));
        }
    }

    @Test
    void itNamesEachKamelet() throws IOException {
        try (Stream<Path> kamelets = Files.list(Path.of("routes/kamelets"))) {
            assertThat(kamelets)
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(section("Editing routes"))
                            .contains("| `%s` |"
                                    .formatted(file.getFileName().toString().replace(".kamelet.yaml", ""))));
        }
    }

    private String section(String title) {
        String from = readme.substring(readme.indexOf("\n## " + title + "\n") + 1);
        int end = from.indexOf("\n## ");
        return end < 0 ? from : from.substring(0, end);
    }

    @Test
    void itsTestCommandIsTheOneThatCiRuns() {
        assertThat(readme).contains("mvn -B verify");
        assertThat(read(Path.of(".ci/run"))).contains("mvn -B verify");
    }

    @Test
    void itsDefaultsAreTheHubsDefaults() {
        HubSettings settings = HubSettings.of(Map.of());

        assertThat(readme)
                .contains("| `HUB_ROUTES` | `%s` |".formatted(settings.routes()))
                .contains("| `HUB_ROUTES_PATTERN` | `%s` |".formatted(settings.routesPattern()))
                .contains("| `HUB_DATA` | `%s` |".formatted(settings.data()))
                .contains("`%s`, `%d` | the webhook door"
                        .formatted(
                                settings.webhooks().host(), settings.webhooks().port()))
                .contains("`%s`, `%d` | the admin door"
                        .formatted(settings.admin().host(), settings.admin().port()))
                .contains("| `HUB_BODY_LIMIT` | `%d` |".formatted(settings.bodyLimit()))
                .contains("| `HUB_BROKER_PORT` | `%d` |"
                        .formatted(settings.broker().port()))
                .contains("| `HUB_SHUTDOWN_TIMEOUT` | `%ds` |"
                        .formatted(settings.shutdownTimeout().toSeconds()));
    }
}
