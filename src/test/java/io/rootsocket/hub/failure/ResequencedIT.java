package io.rootsocket.hub.failure;

import static io.rootsocket.hub.testing.RunningHub.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.deadletters.DeadLetter;
import io.rootsocket.hub.deadletters.DeadLetterFilter;
import io.rootsocket.hub.testing.ManualRow;
import io.rootsocket.hub.testing.RunningHub;
import io.rootsocket.hub.testing.SandboxExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Whoever sent what a {@code resequence} holds back was told that all is well. */
@ManualRow("it is stopped, or the route is edited, while `resequence` holds messages back")
class ResequencedIT {

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    /** Nothing is sent on within the time of a test but what is complete. */
    private static final String ROUTES = """
            - route:
                id: batch
                from:
                  uri: %s
                  steps:
                    - convertBodyTo: {type: String}
                    - resequence:
                        simple: ${body}
                        batchConfig: {batchSize: 3, batchTimeout: 3600000}
                        steps:
                          - to: rootsocket:message?channel=batch
            - route:
                id: stream
                from:
                  uri: platform-http:/stream?httpMethodRestrict=POST
                  steps:
                    - convertBodyTo: {type: String}
                    - resequence:
                        simple: ${body.substring(7)}
                        streamConfig: {timeout: 3600000}
                        steps:
                          - to: rootsocket:message?channel=stream
            """;

    @TempDir
    Path folder;

    private RunningHub start(String source) {
        route(folder, "in-order.yaml", ROUTES.formatted(source));
        return again();
    }

    private RunningHub again() {
        return RunningHub.start(folder, SANDBOX.apiUrl(), SANDBOX.key(), Map.of())
                .withoutProblems();
    }

    private static void post(RunningHub hub, String path, int... numbers) {
        for (int n : numbers) {
            assertThat(hub.post(path, path + n).statusCode()).isEqualTo(200);
        }
    }

    private static List<String> payloads(RunningHub hub) {
        return hub.deadLetters().stream().map(DeadLetter::payload).toList();
    }

    @Test
    void becomesDeadLettersWhenTheHubStopsAndNothingElseDoes() {
        try (var hub = start("platform-http:/batch?httpMethodRestrict=POST")) {
            post(hub, "/batch", 3, 1, 2, 5, 4);
            post(hub, "/stream", 1, 3);
            await().atMost(TIMEOUT)
                    .untilAsserted(() ->
                            assertThat(SANDBOX.received("batch")).containsExactly("/batch1", "/batch2", "/batch3"));
        }

        try (var hub = again()) {
            assertThat(payloads(hub)).contains("/batch5", "/batch4", "/stream3").doesNotContain("/batch1");
            assertThat(hub.deadLetters()).allSatisfy(letter -> {
                assertThat(letter.reason().message()).contains("before this had its turn");
                assertThat(letter.route()).isIn("batch", "stream");
            });
            assertThat(payloads(hub).stream().filter("/batch5"::equals)).hasSize(1);
            assertThat(SANDBOX.received("batch")).hasSize(3);
        }
    }

    @Test
    void becomesDeadLettersWhenItsRouteIsEdited() throws InterruptedException {
        try (var hub = start("platform-http:/batch?httpMethodRestrict=POST")) {
            post(hub, "/batch", 2, 1);
            route(folder, "in-order.yaml", ROUTES.formatted("platform-http:/other?httpMethodRestrict=POST"));
            hub.reload().reload();

            assertThat(payloads(hub)).containsExactlyInAnyOrder("/batch1", "/batch2");
            post(hub, "/other", 4);
            hub.replay(DeadLetterFilter.ALL);
            // Each goes through its route again, and three are complete.
            await().atMost(TIMEOUT)
                    .untilAsserted(() -> assertThat(SANDBOX.received("batch"))
                            .containsExactlyInAnyOrder("/batch1", "/batch2", "/other4"));
            assertThat(hub.deadLetters()).isEmpty();
        }
    }

    /** Else it would be read again, and replayed too. */
    @Test
    void leavesAFileWhereItIs() throws Exception {
        Path inbox = Files.createDirectories(folder.resolve("inbox"));
        Files.writeString(inbox.resolve("one.txt"), "one");
        route(folder, "files.yaml", """
                - route:
                    id: files
                    from:
                      uri: file:%s?initialDelay=0&delay=100
                      steps:
                        - to: rootsocket:message?channel=seen
                        - resequence:
                            simple: ${header.CamelFileName}
                            batchConfig: {batchTimeout: 3600000}
                            steps:
                              - to: rootsocket:message?channel=files
                """.formatted(inbox));
        try (var hub = again()) {
            await().atMost(TIMEOUT)
                    .untilAsserted(() -> assertThat(SANDBOX.received("seen")).hasSize(1));
            assertThat(hub.deadLetters()).isEmpty();
        }

        try (var hub = again()) {
            assertThat(hub.deadLetters()).isEmpty();
            assertThat(inbox.resolve("one.txt")).exists();
        }
    }
}
