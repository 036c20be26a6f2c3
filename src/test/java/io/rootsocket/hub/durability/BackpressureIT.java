package io.rootsocket.hub.durability;

import static io.rootsocket.hub.testing.RunningHub.route;
import static io.rootsocket.hub.testing.SandboxExtension.received;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.sandbox.Fault;
import io.rootsocket.hub.sandbox.Sandbox;
import io.rootsocket.hub.testing.FreePort;
import io.rootsocket.hub.testing.JmsClient;
import io.rootsocket.hub.testing.ManualRow;
import io.rootsocket.hub.testing.RunningHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** RootSocket is away until the outbox is full. */
class BackpressureIT {

    private static final int ROOM = 5;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final int brokerPort = FreePort.next();
    private Sandbox sandbox;

    @BeforeEach
    void startSandboxInOutage() {
        sandbox = Received.startSandbox();
        sandbox.faults().inject(Fault.outage());
        route(folder, "webhook.yaml", """
                - route:
                    id: webhook
                    from:
                      uri: platform-http:/in
                      steps:
                        - to: rootsocket:message?channel=web
                        - setHeader:
                            name: CamelHttpResponseCode
                            constant: 202
                - route:
                    id: queueing
                    from:
                      uri: platform-http:/queueing
                      steps:
                        - convertBodyTo:
                            type: String
                        - to: jms:queue:others?exchangePattern=InOnly
                """);
        route(folder, "file.yaml", """
                - route:
                    id: file
                    from:
                      uri: file:%s?initialDelay=0&delay=200
                      steps:
                        - to: rootsocket:message?channel=files
                """.formatted(folder.resolve("inbox")));
        route(folder, "queue.yaml", """
                - route:
                    id: queue
                    from:
                      uri: jms:queue:orders
                      steps:
                        - to: rootsocket:message?channel=orders
                """);
    }

    @AfterEach
    void stopSandbox() {
        sandbox.close();
    }

    private RunningHub start(String variable, String value) {
        var environment = new HashMap<>(Map.of(
                "HUB_BROKER_PORT",
                String.valueOf(brokerPort),
                "HUB_OUTBOX_FIRST_RETRY",
                "50ms",
                "HUB_OUTBOX_LONGEST_RETRY",
                "500ms"));
        environment.put(variable, value);
        return RunningHub.start(folder, sandbox.apiUrl(), sandbox.key(), environment)
                .withoutProblems();
    }

    @ManualRow("too many messages wait (`HUB_OUTBOX_MAX_MESSAGES`)")
    @Test
    void aWebhookIsToldToComeBackAndFilesAndQueuesWaitAtTheirSource() throws Exception {
        try (RunningHub hub = start("HUB_OUTBOX_MAX_MESSAGES", String.valueOf(ROOM))) {
            for (int i = 0; i < ROOM; i++) {
                assertThat(hub.post("/in", "web " + i).statusCode()).isEqualTo(202);
            }
            var refused = hub.post("/in", "no room");
            queue(List.of("order 0", "order 1", "order 2"));
            drop(List.of("file 0", "file 1", "file 2"));
            await().atMost(TIMEOUT)
                    .until(() -> hub.admin("/observe/health?data=true").body().contains("HUB_OUTBOX_MAX_MESSAGES"));

            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(refused.body()).contains("HUB_OUTBOX_MAX_MESSAGES");
            assertThat(waitingOnQueue()).isEqualTo(3);
            assertThat(folder.resolve("inbox").toFile().list((dir, name) -> name.endsWith(".txt")))
                    .hasSize(3);

            sandbox.faults().clear();

            await().atMost(TIMEOUT).untilAsserted(() -> {
                assertThat(received(sandbox, "orders")).containsExactly("order 0", "order 1", "order 2");
                assertThat(received(sandbox, "files")).containsExactlyInAnyOrder("file 0", "file 1", "file 2");
            });
            assertThat(received(sandbox, "web"))
                    .containsSubsequence(
                            IntStream.range(0, ROOM).mapToObj(i -> "web " + i).toList())
                    .doesNotContain("no room");
            await().atMost(TIMEOUT).until(() -> hub.post("/in", "room again").statusCode() == 202);
            assertThat(hub.deadLetters()).isEmpty();
            assertThat(folder.resolve("inbox/failed")).doesNotExist();
        }
    }

    @ManualRow("too many messages wait, and a schedule is due")
    @Test
    void aScheduleOfEachSecondWaitsForRoomAndNothingOfItIsADeadLetter() {
        route(folder, "tick.yaml", """
                - route:
                    id: tick
                    from:
                      uri: schedule:tick
                      parameters:
                        cron: "* * * * * ?"
                      steps:
                        - setBody:
                            simple: "${header.CamelRootSocketOccurrence}"
                        - to: rootsocket:message?channel=ticks
                """);
        try (RunningHub hub = start("HUB_OUTBOX_MAX_MESSAGES", String.valueOf(ROOM))) {
            await().atMost(TIMEOUT)
                    .until(() -> hub.admin("/observe/health?data=true").body().contains("HUB_OUTBOX_MAX_MESSAGES"));
            Instant full = Instant.now();
            await().atMost(TIMEOUT).until(() -> Instant.now().isAfter(full.plusSeconds(3)));
        }
        try (RunningHub hub = start("HUB_OUTBOX_MAX_MESSAGES", String.valueOf(ROOM))) {
            assertThat(hub.deadLetters()).isEmpty();
            assertThat(folder.resolve("data/dead-letters"))
                    .satisfiesAnyOf(
                            none -> assertThat(none).doesNotExist(),
                            empty -> assertThat(empty).isEmptyDirectory());

            sandbox.faults().clear();

            await().atMost(TIMEOUT).until(() -> received(sandbox, "ticks").size() > ROOM + 3);
            assertThat(received(sandbox, "ticks")).doesNotHaveDuplicates();
            assertThat(hub.deadLetters()).isEmpty();
        }
    }

    @ManualRow("the disk is full (`HUB_MAX_DISK_USAGE`)")
    @Test
    void aDiskThatIsTooFullTakesNoMore() {
        try (RunningHub hub = start("HUB_MAX_DISK_USAGE", "1")) {
            await().atMost(TIMEOUT).until(() -> hub.post("/in", "no room").statusCode() == 503);

            assertThat(hub.post("/in", "no room").body()).contains("HUB_MAX_DISK_USAGE");
            var queueing = hub.post("/queueing", "no room");
            assertThat(queueing.statusCode()).isEqualTo(503);
            assertThat(queueing.headers().firstValue("Retry-After")).isPresent();
            assertThat(queueing.body()).contains("HUB_MAX_DISK_USAGE");
            assertThatThrownBy(() -> queue(List.of("from another program"))).hasMessageContaining("HUB_MAX_DISK_USAGE");
            assertThat(hub.deadLetters()).isEmpty();
        }
    }

    private void queue(List<String> texts) {
        try (var factory = JmsClient.connect(folder.resolve("data"), brokerPort);
                var jms = factory.createContext()) {
            texts.forEach(text -> jms.createProducer().send(jms.createQueue("orders"), text));
        }
    }

    /** Those that a consumer holds without having settled them count too. */
    private long waitingOnQueue() throws Exception {
        try (var factory = JmsClient.connect(folder.resolve("data"), brokerPort)) {
            try (var session = factory.getServerLocator()
                    .createSessionFactory()
                    .createSession(factory.getUser(), factory.getPassword(), false, true, true, false, 0)) {
                return session.queueQuery(org.apache.activemq.artemis.api.core.SimpleString.of("orders"))
                        .getMessageCount();
            }
        }
    }

    private void drop(List<String> texts) throws IOException {
        for (String text : texts) {
            Path hidden = folder.resolve("inbox/." + text);
            Files.writeString(hidden, text);
            Files.move(hidden, folder.resolve("inbox/" + text.replace(' ', '-') + ".txt"));
        }
    }
}
