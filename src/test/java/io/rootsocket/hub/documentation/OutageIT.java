package io.rootsocket.hub.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.testing.HubTree;
import io.rootsocket.hub.testing.JmsClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** RootSocket answers 503 for ten seconds by the clock, while all four kinds of source go on. */
class OutageIT {

    private static final Duration OUTAGE = Duration.ofSeconds(5);

    @TempDir
    Path folder;

    @Test
    void losesNothingWhileRootSocketAnswers503() throws Exception {
        try (HubTree tree = HubTree.withShippedRoutes(folder)) {
            tree.route("tick.yaml", """
                    - route:
                        id: tick
                        from:
                          uri: timer:tick?delay=0&period=500&repeatCount=8&includeMetadata=true
                          steps:
                            - setBody:
                                simple: tick ${header.CamelTimerCounter}
                            - to: rootsocket:message?channel=ticks
                    """).run();
            tree.fault("{\"status\": 503, \"forSeconds\": %d}".formatted(OUTAGE.toSeconds()));
            long end = System.nanoTime() + OUTAGE.toNanos();
            dropCsv(tree);
            List<String> orders = queueOrders(tree);
            List<String> alerts = postAlertsUntil(tree, end);

            assertThat(alerts).hasSizeGreaterThan(5);
            assertThat(tree.received("imports")).isEmpty();
            tree.awaitMessages("status", alerts.toArray(String[]::new));
            tree.awaitMessages(
                    "imports", "{\"sku\":\"A-1\",\"quantity\":\"3\"}", "{\"sku\":\"B-7\",\"quantity\":\"1\"}");
            tree.awaitMessages(
                    "ticks",
                    IntStream.rangeClosed(1, 8).mapToObj(i -> "tick " + i).toArray(String[]::new));
            await().atMost(Duration.ofSeconds(90))
                    .untilAsserted(() -> assertThat(orders)
                            .allMatch(id -> tree.received("orders").stream().anyMatch(text -> text.contains(id))));
            assertThat(tree.admin("/api/dead-letters")).containsPattern("\"matching\"\\s*:\\s*0\\D");
            assertThat(tree.resolve("data/inbox/csv/failed")).doesNotExist();
        }
    }

    private static void dropCsv(HubTree tree) throws IOException {
        Files.writeString(tree.resolve("data/inbox/csv/stock.csv"), "sku,quantity\nA-1,3\nB-7,1\n");
    }

    private static List<String> queueOrders(HubTree tree) {
        List<String> orders = List.of("order-1", "order-2", "order-3");
        try (var factory = JmsClient.connect(tree.resolve("data"), tree.port("HUB_BROKER_PORT"));
                var jms = factory.createContext()) {
            orders.forEach(id -> jms.createProducer()
                    .send(
                            jms.createQueue("orders"),
                            "{\"id\":\"%s\",\"lines\":[{\"sku\":\"A-1\",\"quantity\":2,\"price\":4.5}]}"
                                    .formatted(id)));
        }
        return orders;
    }

    /** Alert after alert, each of which must be accepted. */
    private static List<String> postAlertsUntil(HubTree tree, long end) {
        var alerts = new ArrayList<String>();
        await().pollInterval(Duration.ofMillis(200)).until(() -> {
            String text = "alert %d".formatted(alerts.size());
            tree.done("curl -sf --json '{\"service\": \"shop\", \"text\": \"%s\"}' http://localhost:%d/webhooks/alerts"
                    .formatted(text, tree.port("HUB_PORT")));
            alerts.add("shop: " + text);
            return System.nanoTime() >= end;
        });
        return alerts;
    }
}
