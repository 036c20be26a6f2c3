package io.rootsocket.hub.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.rootsocket.hub.protocol.Wire;
import io.rootsocket.hub.testing.HubProcess;
import io.rootsocket.hub.testing.ManualRow;
import io.rootsocket.hub.testing.RunningHub;
import io.rootsocket.hub.testing.SandboxExtension;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A hub that is killed while an alarm is raised knows it at the next start, and tells nobody twice. */
class KilledAlarmIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    @TempDir
    Path folder;

    @ManualRow("it is killed while an alarm is raised")
    @Test
    void keepsAnAlarmOverAKillAndTellsItOnce() throws Exception {
        RunningHub.route(folder, "alarms.yaml", """
                - route:
                    id: alarms
                    from:
                      uri: hub:alarms
                      steps:
                        - to: rootsocket:message?channel=ops
                - route:
                    id: stock
                    from:
                      uri: schedule:stock
                      parameters:
                        every: 500
                      steps:
                        - throwException:
                            exceptionType: java.io.IOException
                            message: the stock does not answer
                """);
        try (var hub = HubProcess.start(folder, folder.resolve("routes"), SANDBOX.sandbox(), Map.of())
                .awaitStart()) {
            await().atMost(PATIENCE)
                    .until(() -> !told().isEmpty() && !alarms(hub).has("untoldSince"));
            JsonNode before = alarms(hub);
            hub.kill();
            hub.restart();
            hub.awaitStart();
            await().atMost(PATIENCE).until(() -> alarms(hub).has("lookedAt"));

            assertThat(told()).hasSize(1);
            assertThat(alarms(hub).at("/raised/0/id")).isEqualTo(before.at("/raised/0/id"));
            assertThat(alarms(hub).at("/raised/0/since")).isEqualTo(before.at("/raised/0/since"));
        }
    }

    private static List<String> told() {
        return SANDBOX.received("ops").stream()
                .filter(text -> text.startsWith("ALARM critical: route.failing stock"))
                .toList();
    }

    private static JsonNode alarms(HubProcess hub) throws IOException, InterruptedException {
        return Wire.readTree(HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(hub.adminUrl() + "/api/alarms"))
                                .build(),
                        BodyHandlers.ofString())
                .body());
    }
}
