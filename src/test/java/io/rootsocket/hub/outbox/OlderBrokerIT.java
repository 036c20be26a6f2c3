package io.rootsocket.hub.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.sandbox.ReceivedMessage;
import io.rootsocket.hub.sandbox.Sandbox;
import io.rootsocket.hub.sandbox.SandboxSettings;
import io.rootsocket.hub.testing.BrokerElsewhere;
import io.rootsocket.hub.testing.BrokerProcess;
import io.rootsocket.hub.testing.FreePort;
import io.rootsocket.hub.testing.ManualRow;
import io.rootsocket.hub.testing.RunningHub;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.activemq.artemis.utils.VersionLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub that meets a broker of another release. What waits was there before it started. */
class OlderBrokerIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final int port = FreePort.next();

    @Test
    void deliversWhatWaitsOnTheOldestThatTheReadmeNames() {
        try (var broker = BrokerProcess.start("oldest", folder.resolve("broker"), port);
                Sandbox sandbox = Sandbox.start(SandboxSettings.defaults().withPort(0))) {
            leaveAMessageFromAnEarlierRun();
            try (var hub = start(sandbox)) {
                awaitDelivery(sandbox);
                awaitHealth(hub, "\"status\":\"UP\"");
            }
        }
    }

    @ManualRow("the broker elsewhere is too old")
    @Test
    void saysBothVersionsOfOneThatIsTooOldAndDeliversOnceItIsUpdated() {
        try (Sandbox sandbox = Sandbox.start(SandboxSettings.defaults().withPort(0))) {
            var old = BrokerProcess.start("too-old", folder.resolve("broker"), port);
            try {
                leaveAMessageFromAnEarlierRun();
                try (var hub = start(sandbox)) {
                    awaitHealth(
                            hub,
                            "The broker is Artemis 2.52.0, and the hub needs 2.53.0 or newer (it has %s on board)"
                                    .formatted(VersionLoader.getVersion().getFullVersion()));
                    assertThat(sandbox.messages("news")).isEmpty();

                    old.close();
                    try (var updated = BrokerElsewhere.start(folder.resolve("broker"), port)) {
                        awaitDelivery(sandbox);
                    }
                }
            } finally {
                old.close();
            }
        }
    }

    private RunningHub start(Sandbox sandbox) {
        return RunningHub.start(
                folder, sandbox.apiUrl(), sandbox.key(), Map.of("HUB_BROKER_URL", "tcp://127.0.0.1:" + port));
    }

    private void leaveAMessageFromAnEarlierRun() {
        RunningHub.route(folder, "send.yaml", """
                - route:
                    id: send
                    from:
                      uri: direct:send
                      steps:
                        - to: rootsocket:message?channel=news
                """);
        try (Sandbox away = Sandbox.start(SandboxSettings.defaults().withPort(0))) {
            var url = away.apiUrl();
            away.close();
            try (var earlier =
                    RunningHub.start(folder, url, away.key(), Map.of("HUB_BROKER_URL", "tcp://127.0.0.1:" + port))) {
                earlier.producer().sendBody("direct:send", "waits");
            }
        }
    }

    private static void awaitDelivery(Sandbox sandbox) {
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(sandbox.messages("news"))
                        .extracting(ReceivedMessage::data)
                        .containsOnly("waits"));
    }

    private static void awaitHealth(RunningHub hub, String expected) {
        await().atMost(TIMEOUT)
                .untilAsserted(
                        () -> assertThat(hub.admin("/observe/health?data=true").body())
                                .contains(expected));
    }
}
