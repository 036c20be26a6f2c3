package io.rootsocket.hub.durability;

import static io.rootsocket.hub.testing.RunningHub.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.sandbox.Sandbox;
import io.rootsocket.hub.testing.ManualRow;
import io.rootsocket.hub.testing.RunningHub;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters have a bound, and nothing but a person makes room. */
@ManualRow("failures until the disk is full")
class DeadLettersFullIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final String BODY = "x".repeat(10_000);

    @TempDir
    Path folder;

    private Sandbox sandbox;

    @BeforeEach
    void startSandbox() {
        sandbox = Received.startSandbox();
        route(folder, "routes.yaml", """
                - route:
                    id: works
                    from:
                      uri: platform-http:/in
                      steps:
                        - to: rootsocket:message?channel=web
                - route:
                    id: breaks
                    from:
                      uri: platform-http:/breaks
                      steps:
                        - throwException:
                            exceptionType: java.io.IOException
                            message: no luck
                - route:
                    id: file
                    from:
                      uri: file:%s?initialDelay=0&delay=100
                      steps:
                        - throwException:
                            exceptionType: java.io.IOException
                            message: no luck
                """.formatted(folder.resolve("inbox")));
    }

    @AfterEach
    void stopSandbox() {
        sandbox.close();
    }

    private RunningHub start() {
        return RunningHub.start(folder, sandbox.apiUrl(), sandbox.key(), Map.of("HUB_DEAD_LETTERS_MAX_BYTES", "50000"))
                .withoutProblems();
    }

    @ManualRow("the dead letters are full (`HUB_DEAD_LETTERS_MAX_BYTES`)")
    @Test
    void takeNoMoreThanTheirRoomAlsoAfterARestartAndUntilAPersonMakesSome() throws Exception {
        int kept;
        try (RunningHub hub = start()) {
            for (int i = 0; i < 20; i++) {
                hub.post("/breaks", BODY);
            }
            var refused = hub.post("/breaks", BODY);
            var refusedElsewhere = hub.post("/in", "hello");
            Files.writeString(folder.resolve("inbox/a.txt"), "a");

            kept = hub.deadLetters().size();
            assertThat(kept).isBetween(3, 5);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(refused.body()).contains("HUB_DEAD_LETTERS_MAX_BYTES").doesNotContain("deadLetter\"");
            assertThat(refusedElsewhere.statusCode()).isEqualTo(503);
            assertThat(refusedElsewhere.body()).contains("HUB_DEAD_LETTERS_MAX_BYTES");
            await().atMost(TIMEOUT)
                    .until(() -> hub.admin("/observe/health?data=true").body().contains("HUB_DEAD_LETTERS_MAX_BYTES"));
            await().atMost(TIMEOUT)
                    .until(() -> hub.camel().getInflightRepository().size("file") == 1);
            assertThat(folder.resolve("inbox/.failed")).doesNotExist();
        }
        Files.deleteIfExists(folder.resolve("inbox/.failed/a.txt"));
        try (RunningHub hub = start()) {
            await().atMost(TIMEOUT).until(() -> hub.post("/breaks", BODY).statusCode() == 503);
            assertThat(hub.discardAll()).isGreaterThanOrEqualTo(kept);

            await().atMost(TIMEOUT).until(() -> hub.post("/in", "hello").statusCode() == 200);
            assertThat(hub.post("/breaks", BODY).statusCode()).isEqualTo(500);
        }
    }
}
