package io.rootsocket.hub.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.engine.HubSettings;
import io.rootsocket.hub.engine.reload.Outcome;
import io.rootsocket.hub.sandbox.ReceivedMessage;
import io.rootsocket.hub.sandbox.Sandbox;
import io.rootsocket.hub.sandbox.SandboxSettings;
import io.rootsocket.hub.testing.RunningHub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the README to what it promises. */
class ReadmeIT {

    private static final Pattern ROUTE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
    private static final Pattern RING =
            Pattern.compile("curl --json '([^']*)' http://localhost:8080(/webhooks/doorbell)");

    private static final Pattern REFUSAL =
            Pattern.compile("The routes were not reloaded: routes(/doorbell.*) The previous version is still running");

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
    void itsMistakeIsRefusedInTheWordsThatItShows() throws Exception {
        String doorbell = found(ROUTE, readme).group(1);
        RunningHub.route(folder, "doorbell.yaml", doorbell);
        Matcher shown = found(REFUSAL, readme);

        try (Sandbox sandbox = Sandbox.start(SandboxSettings.defaults().withPort(0));
                var hub = RunningHub.start(folder, sandbox.apiUrl(), sandbox.key(), Map.of())) {
            RunningHub.route(folder, "doorbell.yaml", doorbell.replace("channel:", "chanel:"));

            Outcome outcome = hub.reload().reload();

            assertThat(outcome.problems()).singleElement().asString().endsWith(shown.group(1));
            assertThat(hub.camel().getRoute("doorbell")).isNotNull();
        }
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
