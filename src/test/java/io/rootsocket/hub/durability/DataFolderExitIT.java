package io.rootsocket.hub.durability;

import static io.rootsocket.hub.testing.RunningHub.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.sandbox.ReceivedMessage;
import io.rootsocket.hub.sandbox.Sandbox;
import io.rootsocket.hub.testing.HubProcess;
import io.rootsocket.hub.testing.ManualRow;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.util.FileUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody deletes the data folder of a running hub. */
class DataFolderExitIT {

    /** Between two calls, which leaves the processors to the hub. */
    private static final Duration PACE = Duration.ofMillis(10);

    private static final int TRY_AGAIN = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    @ManualRow("somebody deletes or replaces the data folder while the hub runs")
    @Test
    void takesNothingAnyMoreAndEndsSoThatItIsStartedAgain() throws Exception {
        route(folder, "in.yaml", """
                - route:
                    id: in
                    from:
                      uri: platform-http:/in
                      steps:
                        - convertBodyTo: {type: String}
                        - to: rootsocket:message?channel=news
                """);
        try (Sandbox sandbox = Received.startSandbox();
                var hub = HubProcess.start(folder, folder.resolve("routes"), sandbox, Map.of())
                        .awaitStart()) {
            assertThat(post(hub, "before")).isEqualTo(200);
            await().atMost(PATIENCE).until(() -> !sandbox.messages("news").isEmpty());

            FileUtil.removeDir(folder.resolve("data").toFile());
            long began = System.nanoTime();
            assertThat(answersUntilItEnds(hub)).containsOnly(503);

            assertThat(hub.awaitEnd()).isEqualTo(TRY_AGAIN);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(30));
            assertThat(hub.log()).containsOnlyOnce("was deleted or replaced while the hub ran");
            hub.restart();
            assertThat(post(hub, "afterwards")).isEqualTo(200);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(sandbox.messages("news"))
                            .extracting(ReceivedMessage::data)
                            .containsExactly("before", "afterwards"));
        }
    }

    private List<Integer> answersUntilItEnds(HubProcess hub) throws InterruptedException {
        var answers = new ArrayList<Integer>();
        try {
            while (answers.size() < 10_000) {
                answers.add(post(hub, "lost"));
                LockSupport.parkNanos(PACE.toNanos());
            }
        } catch (IOException ended) {
            assertThat(answers).isNotEmpty();
        }
        return answers;
    }

    private int post(HubProcess hub, String text) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(hub.url().resolve("/in"))
                .timeout(Duration.ofSeconds(5))
                .POST(BodyPublishers.ofString(text))
                .build();
        return http.send(request, BodyHandlers.ofString()).statusCode();
    }
}
