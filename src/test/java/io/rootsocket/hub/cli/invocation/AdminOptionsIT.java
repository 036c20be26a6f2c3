package io.rootsocket.hub.cli.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.cli.Shell;
import io.rootsocket.hub.hub.HubExtension;
import io.rootsocket.hub.protocol.Wire;
import io.rootsocket.hub.testing.BrokerElsewhere;
import io.rootsocket.hub.testing.FreePort;
import io.rootsocket.hub.testing.RunningHub;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command that talks to a running hub through its admin door. */
class AdminOptionsIT {

    private static final URI NOWHERE = URI.create("http://127.0.0.1:9");

    @TempDir
    Path folder;

    private final Shell shell = new Shell();

    private RunningHub start(Map<String, String> environment) {
        RunningHub.route(folder, "tick.yaml", """
                - route:
                    id: tick
                    from:
                      uri: direct:tick
                      steps:
                        - log: tick
                """);
        return RunningHub.start(folder, NOWHERE, "a-secret-key", environment);
    }

    @Test
    void showsWhatTheHubSaysOfItself() throws Exception {
        try (var running = start(Map.of())) {
            assertThat(shell.run("status", "--url", running.adminUrl())).isZero();
            assertThat(shell.out())
                    .startsWith("RootSocket Hub ")
                    .contains("1 file, 1 route running", "Failed    no dead letter")
                    .doesNotContain("a-secret-key");
            assertThat(shell.run("status", "--format=json", "--url", running.adminUrl()))
                    .isZero();
        }

        assertThat(Wire.readTree(shell.out()).path("routes").path("running").asInt())
                .isEqualTo(1);
        assertThat(shell.out()).doesNotContain("a-secret-key");
    }

    /** It was taken for something that is no hub. */
    @Test
    void saysThatTheHubIsStillStarting() {
        var codes = new ArrayList<Integer>();
        var port = String.valueOf(FreePort.next());
        HubExtension early = (camel, settings) -> camel.addStartupListener(
                (started, already) -> codes.add(shell.run(Map.of("HUB_ADMIN_PORT", port), "routes")));
        RunningHub.route(folder, "empty.yaml", "# none\n");

        RunningHub.start(folder, NOWHERE, "key", Map.of("HUB_ADMIN_PORT", port), early)
                .close();

        assertThat(codes).containsExactly(ExitCode.TRY_AGAIN);
        assertThat(shell.err().strip()).isEqualTo("The hub is still starting. Try again in a moment.");
    }

    @Test
    void saysThatTheBrokerIsDown() {
        try (var broker = BrokerElsewhere.start(folder.resolve("broker"));
                var running = start(Map.of("HUB_BROKER_URL", broker.url()))) {
            broker.close();

            for (String command : List.of("list", "show A1", "replay --all", "discard --last")) {
                var words = new ArrayList<>(List.of("dead-letters"));
                words.addAll(List.of(command.split(" ")));
                words.addAll(List.of("--url", running.adminUrl()));

                assertThat(shell.run(words.toArray(String[]::new))).as(command).isEqualTo(ExitCode.TRY_AGAIN);
                assertThat(shell.err()).startsWith("The broker is down, or does not answer: ");
                assertThat(shell.err().lines()).hasSize(1);
            }
            assertThat(shell.run("status", "--url", running.adminUrl())).isZero();
            assertThat(running.admin("/observe/health").body())
                    .contains("\"DOWN\"")
                    .doesNotContain("\\");
        }
    }

    @Test
    void sendsTheTokenThatTheHubAsksFor() {
        try (var running = start(Map.of("HUB_ADMIN_TOKEN", "open-sesame"))) {
            assertThat(shell.run("status", "--url", running.adminUrl())).isEqualTo(4);
            assertThat(shell.err()).contains("HUB_ADMIN_TOKEN");

            assertThat(shell.run(Map.of("HUB_ADMIN_TOKEN", "open-sesame"), "status", "--url", running.adminUrl()))
                    .isZero();
        }
    }

    @Test
    void saysThatNoHubAnswers() {
        var environment = Map.of("HUB_ADMIN_PORT", String.valueOf(FreePort.next()));

        assertThat(shell.run(environment, "status")).isEqualTo(3);

        assertThat(shell.err()).contains("No hub answers at http://127.0.0.1:" + environment.get("HUB_ADMIN_PORT"));
        assertThat(shell.err().lines()).hasSize(1);
    }
}
