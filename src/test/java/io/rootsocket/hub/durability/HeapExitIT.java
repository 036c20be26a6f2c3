package io.rootsocket.hub.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.sandbox.Fault;
import io.rootsocket.hub.sandbox.Sandbox;
import io.rootsocket.hub.testing.HubProcess;
import io.rootsocket.hub.testing.ManualRow;
import io.rootsocket.hub.testing.RunningHub;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A route needs more memory than there is, in a hub that was started without the option of Java that ends it. */
class HeapExitIT {

    private static final int TRY_AGAIN = 3;
    private static final int MESSAGES = Trial.count(5, 2_000);
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final String ROUTES = """
            - route:
                id: in
                from:
                  uri: platform-http:/in
                  steps:
                    - convertBodyTo: {type: String}
                    - to: rootsocket:message?channel=news
            - route:
                id: greedy
                from:
                  uri: platform-http:/greedy
                  steps:
                    # Until one step wants more than there is: what fills it bit by bit costs half a minute of collections.
                    - loop:
                        constant: 60
                        copy: false
                        steps:
                          - setBody: {simple: "${body}${body}"}
            """;

    @TempDir
    Path folder;

    @ManualRow("it has no memory left")
    @Test
    void endsSoThatItIsStartedAgainAndLosesNothing() throws Exception {
        Path routes = folder.resolve("routes");
        RunningHub.route(folder, "routes.yaml", ROUTES);
        try (Sandbox sandbox = Received.startSandbox();
                var hub = HubProcess.start(
                                folder,
                                routes,
                                sandbox,
                                Map.of(),
                                List.of("-Xmx160m", "-XX:-ExitOnOutOfMemoryError"),
                                List.of())
                        .awaitStart()) {
            sandbox.faults().inject(Fault.outage());
            var client = HttpClient.newHttpClient();
            for (int number = 0; number < MESSAGES; number++) {
                assertThat(client.send(post(hub, "/in", String.valueOf(number)), BodyHandlers.ofString())
                                .statusCode())
                        .isEqualTo(200);
            }

            client.sendAsync(post(hub, "/greedy", "{\"a\":1}"), BodyHandlers.ofString());

            assertThat(hub.awaitEnd()).isEqualTo(TRY_AGAIN);
            sandbox.faults().clear();
            hub.restart();
            var received = new Received(sandbox);
            Map<String, List<Integer>> accepted =
                    Map.of("news", IntStream.range(0, MESSAGES).boxed().toList());
            await().atMost(TIMEOUT).until(() -> received.missing(accepted) == 0);
            Trial.of(
                            Trial.Fault.MEMORY,
                            "a route needs more heap than there is",
                            accepted,
                            received,
                            Trial.Recovery.AFTER_A_START)
                    .write();
            received.requireOrder(accepted.keySet());
        }
    }

    private static HttpRequest post(HubProcess hub, String path, String body) {
        return HttpRequest.newBuilder(URI.create(hub.url() + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
    }
}
