package io.rootsocket.hub.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.sandbox.Fault;
import io.rootsocket.hub.testing.FreePort;
import io.rootsocket.hub.testing.HubTree;
import io.rootsocket.hub.testing.JmsClient;
import io.rootsocket.hub.testing.RunningHub;
import io.rootsocket.hub.testing.SandboxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** RootSocket answers 503 until much waits, while all four kinds of source of the shipped routes go on. */
class OutageIT {

    private static final int ALERTS = 6;
    private static final int TICKS = 8;
    private static final int ORDERS = 3;
    private static final int RECORDS = 2;
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    @TempDir
    Path folder;

    private final int brokerPort = FreePort.next();

    @BeforeEach
    void ownInbox() {
        System.setProperty("hub.inbox", folder.resolve("inbox").toString());
    }

    @AfterEach
    void usualInbox() {
        System.clearProperty("hub.inbox");
    }

    @Test
    void losesNothingWhileRootSocketAnswers503() throws Exception {
        HubTree.copyAll(Path.of("routes"), folder.resolve("routes"));
        RunningHub.route(folder, "tick.yaml", """
                - route:
                    id: tick
                    from:
                      uri: timer:tick?delay=0&period=200&repeatCount=%d&includeMetadata=true
                      steps:
                        - setBody:
                            simple: tick ${header.CamelTimerCounter}
                        - to: rootsocket:message?channel=ticks
                """.formatted(TICKS));
        SANDBOX.sandbox().faults().inject(Fault.status(503));
        try (var hub = RunningHub.start(
                        folder, SANDBOX.apiUrl(), SANDBOX.key(), Map.of("HUB_BROKER_PORT", String.valueOf(brokerPort)))
                .withoutProblems()) {
            dropCsv();
            List<String> orders = queueOrders();
            List<String> alerts = postAlerts(hub);
            await().atMost(TIMEOUT).until(() -> hub.status().messages().waiting() >= ALERTS + TICKS + ORDERS + RECORDS);
            assertThat(SANDBOX.sandbox().requests()).isPositive();

            SANDBOX.sandbox().faults().clear();

            awaitMessages("status", alerts);
            awaitMessages(
                    "imports", List.of("{\"sku\":\"A-1\",\"quantity\":\"3\"}", "{\"sku\":\"B-7\",\"quantity\":\"1\"}"));
            awaitMessages(
                    "ticks",
                    IntStream.rangeClosed(1, TICKS).mapToObj(i -> "tick " + i).toList());
            await().atMost(TIMEOUT)
                    .untilAsserted(() -> assertThat(orders)
                            .allMatch(id -> SANDBOX.received("orders").stream().anyMatch(text -> text.contains(id))));
            assertThat(hub.deadLetters()).isEmpty();
            assertThat(folder.resolve("inbox/csv/failed")).doesNotExist();
        }
    }

    private static void awaitMessages(String channel, List<String> expected) {
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(SANDBOX.received(channel)).containsAll(expected));
    }

    private void dropCsv() throws IOException {
        Path csv = Files.createDirectories(folder.resolve("inbox/csv"));
        Files.writeString(csv.resolve("stock.csv"), "sku,quantity\nA-1,3\nB-7,1\n");
    }

    private List<String> queueOrders() {
        List<String> orders = List.of("order-1", "order-2", "order-3");
        try (var factory = JmsClient.connect(folder.resolve("data"), brokerPort);
                var jms = factory.createContext()) {
            orders.forEach(id -> jms.createProducer()
                    .send(
                            jms.createQueue("orders"),
                            "{\"id\":\"%s\",\"lines\":[{\"sku\":\"A-1\",\"quantity\":2,\"price\":4.5}]}"
                                    .formatted(id)));
        }
        return orders;
    }

    /** Each of which must be accepted. */
    private static List<String> postAlerts(RunningHub hub) {
        return IntStream.range(0, ALERTS)
                .mapToObj(i -> {
                    var answer = hub.post(
                            "/webhooks/alerts",
                            "{\"service\": \"shop\", \"text\": \"alert %d\"}".formatted(i),
                            "Content-Type",
                            "application/json");
                    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
                    return "shop: alert " + i;
                })
                .toList();
    }
}
