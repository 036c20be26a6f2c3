package io.rootsocket.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.protocol.Wire;
import io.rootsocket.hub.testing.FreePort;
import io.rootsocket.hub.testing.RunningHub;
import java.io.PrintWriter;
import java.io.StringWriter;
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

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int hub(Map<String, String> environment, String... arguments) {
        return HubCommand.commandLine(environment)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

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
            assertThat(hub(Map.of(), "status", "--url", running.adminUrl())).isZero();
        }

        assertThat(Wire.readTree(out.toString()).path("started").asInt()).isEqualTo(1);
        assertThat(out.toString()).doesNotContain("a-secret-key");
    }

    @Test
    void sendsTheTokenThatTheHubAsksFor() {
        try (var running = start(Map.of("HUB_ADMIN_TOKEN", "open-sesame"))) {
            assertThat(hub(Map.of(), "status", "--url", running.adminUrl())).isEqualTo(4);
            assertThat(err.toString()).contains("HUB_ADMIN_TOKEN");

            assertThat(hub(Map.of("HUB_ADMIN_TOKEN", "open-sesame"), "status", "--url", running.adminUrl()))
                    .isZero();
        }
    }

    @Test
    void saysThatNoHubAnswers() {
        var environment = Map.of("HUB_ADMIN_PORT", String.valueOf(FreePort.next()));

        assertThat(hub(environment, "status")).isEqualTo(3);

        assertThat(err.toString()).contains("No hub answers at http://127.0.0.1:" + environment.get("HUB_ADMIN_PORT"));
        assertThat(err.toString().lines()).hasSize(1);
    }
}
