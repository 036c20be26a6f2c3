package io.rootsocket.hub.durability;

import static io.rootsocket.hub.testing.RunningHub.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.sandbox.Sandbox;
import io.rootsocket.hub.testing.HubProcess;
import io.rootsocket.hub.testing.ManualRow;
import io.rootsocket.hub.testing.SandboxExtension;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.util.FileUtil;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A hub is called all through its start, and once more until it ends, as somebody deletes its data folder. */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StartedHubIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int REFUSED = 0;
    private static final int TRY_AGAIN = 3;
    /** Between two calls, which leaves the processors to the hub. */
    private static final Duration PACE = Duration.ofMillis(10);

    /** The first route fires at once. */
    private static final String EAGER = """
            - route:
                id: %1$s
                from:
                  uri: timer:%1$s?delay=0&period=100
                  steps:
                    - setBody:
                        constant: too early
                    - to: rootsocket:message?channel=early
            - route:
                id: %1$s-too
                from:
                  uri: platform-http:/%1$s
                  steps:
                    - to: rootsocket:message?channel=early
            - route:
                id: %1$s-late
                from:
                  uri: %2$s
                  steps:
                    - log: never
            """;

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
        route(folder, "later-route-cannot-be-made.yaml", EAGER.formatted("early", "timer:late?perod=1000"));
        Path missing = folder.resolve("missing");
        route(
                folder,
                "later-route-cannot-start.yaml",
                EAGER.formatted(
                        "eager",
                        "file:%s?directoryMustExist=true&startingDirectoryMustExist=true&autoCreate=false"
                                .formatted(missing)));
        route(folder, "file.yaml", """
                - route:
                    id: takes-a-file
                    from:
                      uri: file:%1$s?initialDelay=0&delay=50
                      steps:
                        - to: rootsocket:message?channel=early
                - route:
                    id: never
                    from:
                      uri: file:%2$s?startingDirectoryMustExist=true&autoCreate=false
                      steps:
                        - log: never
                """.formatted(folder.resolve("inbox"), missing));
        Files.createDirectories(folder.resolve("inbox"));
        Files.writeString(folder.resolve("inbox/there-before.txt"), "too early");
        hub = HubProcess.start(folder, folder.resolve("routes"), sandbox, Map.of());
        await().atMost(TIMEOUT).pollInterval(Duration.ofMillis(5)).until(() -> {
            live.add(ask("/health/live", null));
            ready.add(ask("/health/ready", null));
            answers.add(ask("/in", "text"));
            return answers.get(answers.size() - 1) == 202;
        });
        // Webhooks are taken a moment before the admin port opens, and ready is who has both.
        await().atMost(TIMEOUT).until(() -> {
            ready.add(ask("/health/ready", null));
            return ready.get(ready.size() - 1) == 200;
        });
    }

    private int ask(String path, @Nullable String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(hub.url().resolve(path)).timeout(TIMEOUT);
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

    @ManualRow("a webhook is called while the hub starts")
    @Test
    void noCallerHears404AndReadinessTellsTheTruth() {
        assertThat(answers).contains(503, 202).containsOnly(REFUSED, 503, 202);
        assertThat(live).containsOnly(REFUSED, 200).contains(200);
        assertThat(ready).containsOnly(REFUSED, 503, 200).containsSubsequence(503, 200);
    }

    @ManualRow("one route of a file cannot run")
    @Test
    void aFileThatDoesNotRunSendsNothing() throws Exception {
        assertThat(hub.log()).contains("later-route-cannot-be-made.yaml", "later-route-cannot-start.yaml", "file.yaml");
        assertThat(ask("/early", "text")).isEqualTo(404);
        assertThat(ask("/eager", "text")).isEqualTo(404);
        assertThat(sandbox.messages("early")).isEmpty();
        assertThat(folder.resolve("inbox/there-before.txt")).exists();
        assertThat(folder.resolve("data/dead-letters")).doesNotExist();
        assertThat(letters()).contains("\"letters\":[]");
    }

    /** The last, as it ends the hub of the others. */
    @ManualRow("somebody deletes or replaces the data folder while the hub runs")
    @Test
    @Order(Integer.MAX_VALUE)
    void takesNothingAnyMoreAndEndsSoThatItIsStartedAgain() throws Exception {
        assertThat(ask("/in", "before")).isEqualTo(202);
        await().atMost(TIMEOUT).until(() -> received().contains("before"));

        FileUtil.removeDir(folder.resolve("data").toFile());
        assertThat(answersUntilItEnds()).containsOnly(503);

        assertThat(hub.awaitEnd()).isEqualTo(TRY_AGAIN);
        assertThat(hub.log()).containsOnlyOnce("was deleted or replaced while the hub ran");
        hub.restart();
        assertThat(ask("/in", "afterwards")).isEqualTo(202);
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(received()).endsWith("before", "afterwards"));
    }

    private List<Integer> answersUntilItEnds() throws InterruptedException {
        var heard = new ArrayList<Integer>();
        try {
            for (int answer = ask("/in", "lost"); answer != REFUSED; answer = ask("/in", "lost")) {
                heard.add(answer);
                LockSupport.parkNanos(PACE.toNanos());
            }
        } catch (IOException ended) {
            assertThat(heard).isNotEmpty();
        }
        return heard;
    }

    private List<String> received() {
        return SandboxExtension.received(sandbox, "in");
    }

    private String letters() throws Exception {
        var request = HttpRequest.newBuilder(URI.create(hub.adminUrl() + "/api/dead-letters"))
                .build();
        return http.send(request, BodyHandlers.ofString()).body();
    }
}
