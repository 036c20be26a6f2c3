package io.rootsocket.hub.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.sandbox.ReceivedMessage;
import io.rootsocket.hub.sandbox.Sandbox;
import io.rootsocket.hub.sandbox.SandboxSettings;
import io.rootsocket.hub.testing.BrokerElsewhere;
import io.rootsocket.hub.testing.FreePort;
import io.rootsocket.hub.testing.ManualRow;
import io.rootsocket.hub.testing.RunningHub;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub that uses a broker over TCP, as it would use one elsewhere. */
class ExternalBrokerIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    private static final String ROUTES = """
            - route:
                id: accept
                from:
                  uri: platform-http:/in
                  steps:
                    - convertBodyTo:
                        type: String
                    - to:
                        uri: jms:queue:accepted
                        pattern: InOnly
                    - setHeader:
                        name: CamelHttpResponseCode
                        constant: "202"
            - route:
                id: deliver
                from:
                  uri: jms:queue:accepted
                  steps:
                    - to: rootsocket:message?channel=news
            """;

    @TempDir
    Path folder;

    private final int port = FreePort.next();

    private BrokerElsewhere startBroker() {
        return BrokerElsewhere.start(folder.resolve("broker"), port);
    }

    @ManualRow("the broker elsewhere restarts")
    @Test
    void deliversWhatWasAcceptedBeforeAndAfterTheBrokerRestarts() {
        RunningHub.route(folder, "queue.yaml", ROUTES);
        var broker = startBroker();
        try (Sandbox sandbox = Sandbox.start(SandboxSettings.defaults().withPort(0));
                var hub = RunningHub.start(
                        folder, sandbox.apiUrl(), sandbox.key(), Map.of("HUB_BROKER_URL", "tcp://127.0.0.1:" + port))) {
            List<String> accepted = new ArrayList<>(post(hub, "before", 10));

            broker.close();
            int whileDown = hub.post("/in", "nobody took it").statusCode();
            broker = startBroker();
            await().atMost(TIMEOUT).until(() -> hub.post("/in", "after").statusCode() == 202);
            accepted.add("after");
            accepted.addAll(post(hub, "later", 10));

            assertThat(whileDown).isGreaterThanOrEqualTo(500);
            await().atMost(TIMEOUT)
                    .untilAsserted(() -> assertThat(sandbox.messages("news"))
                            .extracting(ReceivedMessage::data)
                            .containsAll(accepted));
        } finally {
            broker.close();
        }
    }

    private static List<String> post(RunningHub hub, String name, int count) {
        var accepted = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            assertThat(hub.post("/in", name + i).statusCode()).isEqualTo(202);
            accepted.add(name + i);
        }
        return accepted;
    }
}
