package io.rootsocket.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.protocol.Wire;
import io.rootsocket.hub.testing.FreePort;
import io.rootsocket.hub.testing.RunningHub;
import java.net.URI;
import java.nio.file.Path;
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
        }

        assertThat(Wire.readTree(shell.out()).path("started").asInt()).isEqualTo(1);
        assertThat(shell.out()).doesNotContain("a-secret-key");
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
