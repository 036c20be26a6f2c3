package io.rootsocket.hub.reload;

import static io.rootsocket.hub.testing.RunningHub.route;
import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.reload.history.ReloadOutcome;
import io.rootsocket.hub.reload.history.ReloadOutcome.Result;
import io.rootsocket.hub.schedule.ScheduleLine;
import io.rootsocket.hub.testing.RunningHub;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kamelets that are not in the folder but on the class path, as the hub's own and those of a jar in {@code ext/} are. */
class ClassPathKameletsIT {

    private static final URI NOWHERE = URI.create("http://127.0.0.1:9");

    private static final String SAYING = """
            - route:
                id: saying
                from:
                  uri: direct:saying
                  steps:
                    - to:
                        uri: kamelet:test-said
                        parameters:
                          text: %s
            """;

    private static final String DAILY = """
            - route:
                id: daily
                from:
                  uri: kamelet:test-every-day
                  steps:
                    - to: kamelet:send-message?channel=daily
            """;

    private static final String HOOK = """
            - route:
                id: hook
                from:
                  uri: kamelet:test-webhook?path=/from-class-path
                  steps:
                    - kamelet:
                        name: test-said?text=done
            """;

    @TempDir
    Path folder;

    private RunningHub hub;

    @BeforeEach
    void start() throws IOException {
        Files.createDirectories(folder.resolve("routes/kamelets"));
        route(folder, "saying.yaml", SAYING.formatted("one"));
        route(folder, "daily.yaml", DAILY);
        route(folder, "hook.yaml", HOOK);
        hub = RunningHub.start(folder, NOWHERE, "key", Map.of());
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    private String said() {
        return Objects.requireNonNull(hub.producer().requestBody("direct:saying", "?", String.class));
    }

    private void taken() throws InterruptedException {
        ReloadOutcome outcome = hub.reload().reload();
        assertThat(outcome.problems()).isEmpty();
        assertThat(outcome.result()).isIn(Result.APPLIED, Result.UNCHANGED);
    }

    @Test
    void runAndAreReloadedAndGiveWayToThoseOfTheFolder() throws Exception {
        hub.withoutProblems();
        assertThat(said()).isEqualTo("one");
        assertThat(hub.post("/from-class-path", "x").body()).contains("done");
        // Camel gives the route within the kamelet a running number; the schedule goes by the route of the file.
        assertThat(hub.schedules().lines()).extracting(ScheduleLine::route).contains("daily");

        route(folder, "saying.yaml", SAYING.formatted("two"));
        taken();
        assertThat(said()).isEqualTo("two");

        Path own = folder.resolve("routes/kamelets/test-said.kamelet.yaml");
        Files.writeString(
                own,
                Files.readString(Path.of("src/test/resources/kamelets/test-said.kamelet.yaml"))
                        .replace("\"{{text}}\"", "\"mine: {{text}}\""));
        taken();
        assertThat(said()).isEqualTo("mine: two");

        Files.delete(own);
        taken();
        assertThat(said()).isEqualTo("two");
    }
}
