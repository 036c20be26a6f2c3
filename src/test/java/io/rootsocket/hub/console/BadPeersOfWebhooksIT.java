package io.rootsocket.hub.console;

import static io.rootsocket.hub.testing.RunningHub.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.testing.EndlessServer;
import io.rootsocket.hub.testing.ManualRow;
import io.rootsocket.hub.testing.RunningHub;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A peer that a webhook's route asks while its caller waits: whatever it does, both are free after the caller's time. */
@ManualRow("a service that a webhook's route asks drips, never ends or falls silent")
class BadPeersOfWebhooksIT {

    private static final Duration MAX_WAIT = Duration.ofSeconds(90);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    /** A slow machine may take long to tell; nothing else would end any of them within that time. */
    private static final Duration SOON = Duration.ofSeconds(25);

    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final Duration SLOWLY = Duration.ofMillis(100);

    private static final List<AutoCloseable> PEERS = new ArrayList<>();
    private static final Map<String, URI> URIS = new LinkedHashMap<>();

    private static RunningHub hub;

    @BeforeAll
    static void startHub(@TempDir Path folder) throws Exception {
        peer("drips", OK + "Content-Length: 4000\r\n\r\n", " ", SLOWLY);
        peer("drips-headers", OK, "X-More: y\r\n", SLOWLY);
        peer("promises", "HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 102 Processing\r\n\r\n", SLOWLY);
        peer("drips-chunks", OK + "Transfer-Encoding: chunked\r\n\r\n", "1\r\n \r\n", SLOWLY);
        // It takes connections and says nothing.
        var silent = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        PEERS.add(silent);
        URIS.put("silent", URI.create("http://127.0.0.1:" + silent.getLocalPort()));
        for (var peer : URIS.entrySet()) {
            webhook(folder, "asks-" + peer.getKey(), "to: %s/".formatted(peer.getValue()));
            for (String operation : List.of("message?channel=a&delivery=direct", "token?channel=a", "connection")) {
                String name = operation.replaceFirst("\\?.*", "");
                webhook(
                        folder,
                        name + "-" + peer.getKey(),
                        "to: rootsocket:%s%sapiUrl=%s&key=k&responseTimeout=1s"
                                .formatted(operation, operation.contains("?") ? "&" : "?", peer.getValue()));
            }
        }
        webhook(
                folder,
                "asks-in-parts",
                "split: {simple: '${body}', parallelProcessing: true, steps: [{to: '%s/'}]}"
                        .formatted(URIS.get("drips")));
        webhook(folder, "asks-dynamic", "toD: {uri: '%s/?x=y'}".formatted(URIS.get("drips")));
        webhook(folder, "asks-behind", "to: seda:asks");
        route(folder, "behind.yaml", """
                - route:
                    id: behind
                    from:
                      uri: seda:asks
                      steps:
                        - enrich: {constant: '%s/'}
                """.formatted(URIS.get("silent")));
        hub = RunningHub.start(
                        folder,
                        URI.create("http://127.0.0.1:1"),
                        "key",
                        Map.of("HUB_WEBHOOK_TIMEOUT", TIMEOUT.toMillis() + "ms", "HUB_SHUTDOWN_TIMEOUT", "2s"))
                .withoutProblems();
    }

    private static void peer(String name, String beginning, String more, Duration every) throws IOException {
        var peer = new EndlessServer(beginning, more, every);
        PEERS.add(peer);
        URIS.put(name, URI.create("http://127.0.0.1:" + peer.port()));
    }

    private static void webhook(Path folder, String name, String step) {
        route(folder, name + ".yaml", """
                - route:
                    id: %s
                    from:
                      uri: platform-http:/%s
                      parameters: {httpMethodRestrict: POST}
                      steps:
                        - %s
                        - setHeader: {name: CamelHttpResponseCode, constant: 202}
                """.formatted(name, name, step));
    }

    @AfterAll
    static void stopHub() throws Exception {
        hub.close();
        for (AutoCloseable peer : PEERS) {
            peer.close();
        }
    }

    private static Stream<String> webhooks() {
        return hub.camel().getRoutes().stream().map(route -> route.getRouteId()).filter(id -> !id.equals("behind"));
    }

    /** All of them at once, as each takes its time. */
    @Test
    void freesItsCallerAndItsThreadWhateverAPeerDoes() {
        long begun = System.nanoTime();
        Map<String, CompletableFuture<HttpResponse<String>>> calls = new LinkedHashMap<>();
        webhooks().forEach(id -> calls.put(id, CompletableFuture.supplyAsync(() -> hub.post("/" + id, "x"))));

        assertThat(calls).hasSizeGreaterThan(20);
        calls.forEach((id, call) -> assertThat(call.join().statusCode()).as(id).isIn(503, 504));
        await().atMost(SOON.minusNanos(System.nanoTime() - begun))
                .untilAsserted(
                        () -> assertThat(hub.camel().getInflightRepository().browse())
                                .extracting(call -> call.getExchange().getFromRouteId())
                                .isEmpty());
        assertThat(hub.deadLetters()).as("their callers have it still").isEmpty();
        await().atMost(MAX_WAIT)
                .until(() -> !hub.admin("/observe/health?data=true").body().contains("do not come to an end"));
    }
}
