package io.rootsocket.hub.durability;

import static io.rootsocket.hub.testing.RunningHub.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.sandbox.Sandbox;
import io.rootsocket.hub.testing.HubProcess;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** A hub is called all through its start. */
@TestInstance(Lifecycle.PER_CLASS)
class StartedHubIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int REFUSED = 0;

    @TempDir
    static Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Integer> answers = new ArrayList<>();
    private final List<Integer> live = new ArrayList<>();
    private final List<Integer> ready = new ArrayList<>();
    private Sandbox sandbox;
    private HubProcess hub;

    @BeforeAll
    void callAllThroughTheStart() throws Exception {
        sandbox = Received.startSandbox();
        route(folder, "accept.yaml", """
                - route:
                    id: accept
                    from:
                      uri: platform-http:/in
                      steps:
                        - to: rootsocket:message?channel=in
                        - setHeader:
                            name: CamelHttpResponseCode
                            constant: "202"
                """);
        hub = HubProcess.start(folder, folder.resolve("routes"), sandbox, Map.of());
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> {
            live.add(ask("/health/live", null));
            ready.add(ask("/health/ready", null));
            answers.add(ask("/in", "text"));
            return answers.get(answers.size() - 1) == 202;
        });
        ready.add(ask("/health/ready", null));
    }

    private int ask(String path, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(hub.url().resolve(path)).timeout(Duration.ofSeconds(10));
        if (body != null) {
            request.POST(BodyPublishers.ofString(body));
        }
        try {
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            assertThat(answer.headers().firstValue("Retry-After").isPresent())
                    .as(answer.body())
                    .isEqualTo(answer.statusCode() == 503);
            return answer.statusCode();
        } catch (ConnectException notOpenYet) {
            return REFUSED;
        }
    }

    @AfterAll
    void end() {
        hub.close();
        sandbox.close();
    }

    @Test
    void noCallerHears404AndReadinessTellsTheTruth() {
        assertThat(answers).contains(503, 202).containsOnly(REFUSED, 503, 202);
        assertThat(live).containsOnly(REFUSED, 200).contains(200);
        assertThat(ready).containsOnly(REFUSED, 503, 200).containsSubsequence(503, 200);
    }
}
