package io.rootsocket.hub.hub;

import static io.rootsocket.hub.testing.RunningHub.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.deadletters.DeadLetter;
import io.rootsocket.hub.deadletters.DeadLetter.Kind;
import io.rootsocket.hub.sandbox.Fault;
import io.rootsocket.hub.testing.FreePort;
import io.rootsocket.hub.testing.ManualRow;
import io.rootsocket.hub.testing.RunningHub;
import io.rootsocket.hub.testing.SandboxExtension;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class HubIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    static final String WEBHOOK = """
            - route:
                id: webhook
                from:
                  uri: platform-http:/in
                  steps:
                    - to: rootsocket:message?channel=news
                    - setBody:
                        constant: sent
            """;

    private static final String QUEUE = """
            - route:
                id: queue
                from:
                  uri: jms:queue:news
                  steps:
                    - to: rootsocket:message?channel=news
            """;

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    @TempDir
    Path folder;

    private RunningHub start() {
        return start(SANDBOX.key(), Map.of());
    }

    private RunningHub start(String key, Map<String, String> environment) {
        return RunningHub.start(folder, SANDBOX.apiUrl(), key, environment);
    }

    @Test
    void deliversAWebhookAndTellsItsCaller() {
        route(folder, "webhook.yaml", WEBHOOK);

        try (var hub = start().withoutProblems()) {
            HttpResponse<String> answer = hub.post("/in", "hello");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("sent");
            await().atMost(TIMEOUT)
                    .untilAsserted(() -> assertThat(SANDBOX.received("news")).containsExactly("hello"));
            assertThat(hub.status().webhooks()).singleElement().asString().endsWith("/in");
        }
    }

    @Test
    void deliversAMessageThatWasQueuedBeforeARestart() {
        route(
                folder,
                "webhook.yaml",
                WEBHOOK.replace("rootsocket:message?channel=news", "jms:queue:news?exchangePattern=InOnly"));
        try (var hub = start().withoutProblems()) {
            assertThat(hub.post("/in", "kept on disk").statusCode()).isEqualTo(200);
        }
        route(folder, "queue.yaml", QUEUE);

        try (var hub = start().withoutProblems()) {
            await().atMost(TIMEOUT)
                    .untilAsserted(() -> assertThat(SANDBOX.received("news")).containsExactly("kept on disk"));
        }
    }

    @Test
    void runsTheOtherFilesWhenOneIsBrokenAndSaysWhereItIsBroken() {
        route(folder, "webhook.yaml", WEBHOOK);
        route(
                folder,
                "typo.yaml",
                WEBHOOK.replace("id: webhook", "id: typo")
                        .replace("?channel", "?chanel")
                        .replace("/in", "/typo"));
        route(folder, "copy.yaml", WEBHOOK);
        route(folder, "step.yaml", WEBHOOK.replace("id: webhook", "id: step").replace("- setBody", "- setBuddy"));
        route(folder, "same-id.yaml", WEBHOOK.replace("/in", "/same"));

        try (var hub = start()) {
            // Three files have one id, and the one with the shortest name has it.
            assertThat(List.of(
                            hub.post("/in", "hello").statusCode(),
                            hub.post("/same", "hello").statusCode()))
                    .containsExactlyInAnyOrder(200, 404);
            assertThat(hub.status().routes().running()).isEqualTo(1);
            assertThat(hub.status().problems())
                    .extracting(problem -> String.valueOf(problem.file().getFileName()))
                    .contains("typo.yaml", "step.yaml", "webhook.yaml", "same-id.yaml")
                    .doesNotContain("copy.yaml");
            assertThat(hub.status().problems()).anySatisfy(problem -> {
                assertThat(problem.file()).hasFileName("typo.yaml");
                assertThat(problem.line()).hasValue(6);
                assertThat(problem.message()).contains("chanel");
            });
            assertThat(hub.status().problems()).anySatisfy(problem -> {
                assertThat(problem.file()).hasFileName("step.yaml");
                assertThat(problem.line()).hasValue(7);
                assertThat(problem.message()).contains("setBuddy");
            });
            assertThat(hub.status().problems())
                    .anySatisfy(
                            problem -> assertThat(problem.message()).contains("The route id `webhook` is taken by"));
        }
    }

    @Test
    void refusesAChannelThatRootSocketWouldNotAcceptWhenTheRouteStarts() {
        route(folder, "webhook.yaml", WEBHOOK.replace("channel=news", "channel=my-channel"));

        try (var hub = start()) {
            assertThat(hub.status().problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.toString())
                            .contains("my-channel")
                            .contains("my.channel"));
        }
    }

    @Test
    void tellsACallerThatItsMessageIsTooLargeAndKeepsNothing() {
        route(folder, "webhook.yaml", WEBHOOK);

        try (var hub = start(SANDBOX.key(), Map.of("HUB_BODY_LIMIT", "3000000"))) {
            HttpResponse<String> answer = hub.post("/in", "x".repeat(2_000_000));

            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(answer.body()).contains("detail").doesNotContain("deadLetter");
            assertThat(hub.deadLetters()).isEmpty();
        }
    }

    @Test
    void holdsWhatAWrongKeyCannotDeliverSaysItAndNeverShowsTheKey() {
        route(folder, "webhook.yaml", WEBHOOK);

        try (var hub = start("wr0ng-key", Map.of())) {
            assertThat(hub.status().rootSocket().keyProblem())
                    .hasValueSatisfying(problem -> assertThat(problem)
                            .contains("401", "ROOTSOCKET_KEY")
                            .doesNotContain("wr0ng-key"));
            assertThat(hub.post("/in", "by webhook").statusCode()).isEqualTo(200);
            await().atMost(TIMEOUT).untilAsserted(() -> {
                HttpResponse<String> health = hub.admin("/observe/health");
                assertThat(health.statusCode()).isEqualTo(503);
                assertThat(health.body()).contains("401", "ROOTSOCKET_KEY").doesNotContain("wr0ng-key");
            });
        }

        try (var hub = start()) {
            await().atMost(TIMEOUT)
                    .untilAsserted(() -> assertThat(SANDBOX.received("news")).containsExactly("by webhook"));
            assertThat(hub.status().rootSocket().keyProblem()).isEmpty();
            assertThat(hub.deadLetters()).isEmpty();
        }
    }

    @ManualRow(
            "the key or the address is wrong, or a proxy answers in RootSocket's place (401, 403, 404, a redirect, HTML)")
    @Test
    void holdsAllWhileRootSocketRefusesEachAndGoesOnByItself() {
        route(folder, "webhook.yaml", WEBHOOK);
        SANDBOX.sandbox().faults().inject(Fault.status(401).times(6));

        try (var hub = start(SANDBOX.key(), Map.of("HUB_OUTBOX_LONGEST_RETRY", "1s"))) {
            for (int i = 0; i < 10; i++) {
                hub.post("/in", "message " + i);
            }

            await().atMost(TIMEOUT)
                    .untilAsserted(() -> assertThat(SANDBOX.received("news"))
                            .containsExactlyElementsOf(IntStream.range(0, 10)
                                    .mapToObj(i -> "message " + i)
                                    .toList()));
            assertThat(hub.deadLetters()).isEmpty();
        }
    }

    /** The others of the application are taken all the while: it is this message, and not the key. */
    @Test
    void givesUpAMessageThatIsRefusedWhileOthersAreTaken() {
        route(folder, "webhook.yaml", WEBHOOK);
        route(folder, "queue.yaml", QUEUE.replace("channel=news", "channel=sport"));
        SANDBOX.sandbox().faults().inject(Fault.status(403).onChannel("news"));

        try (var hub = start(SANDBOX.key(), Map.of("HUB_OUTBOX_LONGEST_RETRY", "1s"))) {
            hub.post("/in", "forbidden");
            await().atMost(TIMEOUT).untilAsserted(() -> {
                hub.producer().sendBody("jms:queue:news", "allowed");
                assertThat(hub.deadLetters()).singleElement().satisfies(letter -> {
                    assertThat(letter.payload()).isEqualTo("forbidden");
                    assertThat(letter.reason().kind()).isEqualTo(Kind.configuration);
                    assertThat(letter.reason().status()).isEqualTo(403);
                });
            });
        }
    }

    @Test
    void tellsACallerThatTheHubCannotGetATokenAndKeepsNothing() {
        route(folder, "token.yaml", WEBHOOK.replace("message?channel", "token?channel"));

        try (var hub = start("wr0ng-key", Map.of())) {
            HttpResponse<String> answer = hub.post("/in", "");

            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.body()).contains("log").doesNotContain("deadLetter", "401", "wr0ng-key");
            assertThat(hub.deadLetters()).isEmpty();
        }
    }

    @Test
    void movesAFileThatFailedIntoItsFailedFolder() throws IOException {
        Path inbox = Files.createDirectories(folder.resolve("inbox"));
        route(folder, "file.yaml", """
                - route:
                    id: file
                    from:
                      uri: file:%s?initialDelay=0&delay=100
                      steps:
                        - to: rootsocket:message?channel=news
                """.formatted(inbox));
        try (var hub = start("wrong", Map.of("HUB_DELIVERY", "direct")).withoutProblems()) {
            Files.writeString(inbox.resolve("a.txt"), "from a file");

            await().atMost(TIMEOUT)
                    .untilAsserted(
                            () -> assertThat(inbox.resolve(".failed/a.txt")).exists());
            assertThat(onlyDeadLetter(hub).sourceId()).isEqualTo("a.txt");
            assertThat(onlyDeadLetter(hub).payload()).isEqualTo("from a file");
        }
    }

    @Test
    void tellsCallersToComeBackWhileItsBrokerIsDownAndServesWhatNeedsNone() {
        route(folder, "webhook.yaml", WEBHOOK);
        route(
                folder,
                "direct.yaml",
                WEBHOOK.replace("/in", "/direct")
                        .replace("id: webhook", "id: direct")
                        .replace("channel=news", "channel=news&delivery=direct"));
        route(folder, "queue.yaml", QUEUE);

        var nobody = "tcp://127.0.0.1:" + FreePort.next();
        try (var hub = start(SANDBOX.key(), Map.of("HUB_BROKER_URL", nobody)).withoutProblems()) {
            HttpResponse<String> refused = hub.post("/in", "hello");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(hub.post("/direct", "hello").statusCode()).isEqualTo(200);
        }
    }

    private static DeadLetter onlyDeadLetter(RunningHub hub) {
        assertThat(hub.deadLetters()).hasSize(1);
        return hub.deadLetters().get(0);
    }
}
