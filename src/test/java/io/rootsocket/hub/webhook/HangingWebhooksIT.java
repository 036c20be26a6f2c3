package io.rootsocket.hub.webhook;

import static io.rootsocket.hub.testing.RunningHub.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.sandbox.Fault;
import io.rootsocket.hub.testing.ManualRow;
import io.rootsocket.hub.testing.RunningHub;
import io.rootsocket.hub.testing.SandboxExtension;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A route that does not come to an end takes no other webhook with it. */
@ManualRow({"25 calls of an endless loop, 30 of a step that hangs", "a caller's `delay` of a day"})
class HangingWebhooksIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final int MAX_CALLS = 30;

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    @TempDir
    Path folder;

    private final ExecutorService callers = Executors.newCachedThreadPool();
    private ServerSocket deaf;
    private RunningHub hub;

    @BeforeEach
    void startHub() throws Exception {
        // Takes a connection and says nothing.
        deaf = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        webhook("works", "- log: {message: works, loggingLevel: DEBUG}");
        webhook("forever", """
                - loop:
                            doWhile: true
                            simple: "${body} != 'never'"
                            steps:
                              - setHeader: {name: a, constant: b}
                        - to: rootsocket:message?channel=forever""");
        webhook("hangs", "- to: ftp://nobody@127.0.0.1:%d/in?password=none".formatted(deaf.getLocalPort()));
        webhook("asks", "- to: http://127.0.0.1:%d/".formatted(deaf.getLocalPort()));
        webhook("waits", "- delay: {simple: '${header.n}'}\n        - to: rootsocket:message?channel=waits");
        webhook("once", """
                - idempotentConsumer:
                            simple: "${header.id}"
                            idempotentRepository: "#class:org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository"
                            steps:
                              - delay: {simple: "${header.n}"}
                              - to: rootsocket:message?channel=once""");
        webhook("direct", "- to: rootsocket:message?channel=direct&delivery=direct");
        webhook("throttles", """
                - throttle: {expression: {constant: {expression: 1}}, timePeriodMillis: 99999999}
                        - to: rootsocket:message?channel=throttles""");
        webhook("collects", """
                - aggregate:
                            correlationExpression: {constant: {expression: all}}
                            aggregationStrategy: "#class:org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy"
                            completionSize: 1000
                            steps:
                              - to: rootsocket:message?channel=collects""");
        webhook("runs", "- to: exec:sleep?args=300&timeout=300000");
        route(folder, "clock.yaml", """
                - route:
                    id: clock
                    from:
                      uri: timer:once?repeatCount=1
                      steps:
                        - delay: {constant: 99999999}
                """);
        hub = RunningHub.start(
                        folder,
                        SANDBOX.apiUrl(),
                        SANDBOX.key(),
                        Map.of(
                                "HUB_WEBHOOK_TIMEOUT", "2s",
                                "HUB_WEBHOOK_MAX_CALLS", String.valueOf(MAX_CALLS),
                                "HUB_SHUTDOWN_TIMEOUT", "1s"))
                .withoutProblems();
    }

    private void webhook(String name, String steps) {
        route(folder, name + ".yaml", """
                - route:
                    id: %s
                    from:
                      uri: platform-http:/%s
                      parameters: {httpMethodRestrict: POST}
                      steps:
                        %s
                """.formatted(name, name, steps));
    }

    @AfterEach
    void stopHub() throws Exception {
        deaf.close();
        hub.close();
        callers.shutdownNow();
    }

    private List<CompletableFuture<HttpResponse<String>>> call(String path, int times) {
        return IntStream.range(0, times)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> hub.post(path, "x"), callers))
                .toList();
    }

    private static void assertComeBack(HttpResponse<String> answer, String why) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.body()).contains(why);
    }

    private int inflight(String route) {
        return hub.camel().getInflightRepository().size(route);
    }

    private String health() {
        return hub.admin("/observe/health?data=true").body();
    }

    @ManualRow("a webhook's route never ends (`HUB_WEBHOOK_TIMEOUT`)")
    @Test
    void anEndlessLoopEndsWhenItsCallersAreToldToComeBack() {
        var hanging = call("/forever", 25);
        await().atMost(PATIENCE).until(() -> inflight("forever") > 20);

        assertThat(hub.post("/works", "x").statusCode()).isEqualTo(200);
        hanging.forEach(call -> assertComeBack(call.join(), "2000 ms"));
        await().atMost(PATIENCE).until(() -> inflight("forever") == 0);
        assertThat(SANDBOX.sandbox().messages("forever")).isEmpty();
        assertThat(hub.deadLetters()).isEmpty();
    }

    @Test
    void noDelayIsLongerThanItsCallerWaits() {
        assertComeBack(hub.post("/waits", "x", "n", "99999999"), "2000 ms");

        await().atMost(PATIENCE).until(() -> inflight("waits") == 0);
        assertThat(health()).doesNotContain("do not come to an end");
        assertThat(SANDBOX.sandbox().messages("waits")).isEmpty();
        assertThat(hub.deadLetters()).isEmpty();
        assertThat(hub.post("/waits", "x", "n", "10").statusCode()).isEqualTo(200);
        await().atMost(PATIENCE).until(() -> SANDBOX.sandbox().messages("waits").size() == 1);
    }

    @Test
    void whoIsToldToComeBackIsNoDuplicateWhenItDoes() {
        assertComeBack(hub.post("/once", "x", "id", "7", "n", "99999999"), "2000 ms");
        await().atMost(PATIENCE).until(() -> inflight("once") == 0);

        assertThat(hub.post("/once", "x", "id", "7", "n", "1").statusCode()).isEqualTo(200);

        await().atMost(PATIENCE).until(() -> SANDBOX.sandbox().messages("once").size() == 1);
    }

    @Test
    void aRetryThatRootSocketAsksForIsNoLaterThanItsCallerWaits() {
        SANDBOX.sandbox()
                .faults()
                .inject(Fault.status(503).retryAfter(Duration.ofMinutes(5)).times(1));

        assertComeBack(hub.post("/direct", "x"), "2000 ms");

        await().atMost(SOON).until(() -> inflight("direct") == 0);
        assertThat(SANDBOX.sandbox().messages("direct")).isEmpty();
        assertThat(hub.deadLetters()).isEmpty();
        assertThat(hub.post("/direct", "x").statusCode()).isEqualTo(200);
    }

    @Test
    @ManualRow("a `throttle` waits longer than its caller does")
    void whoIsThrottledBeyondItsDeadlineIsToldToComeBack() {
        assertThat(hub.post("/throttles", "first").statusCode()).isEqualTo(200);

        var throttled = call("/throttles", 3);

        throttled.forEach(call -> assertComeBack(call.join(), "2000 ms"));
        await().atMost(SOON).until(() -> inflight("throttles") == 0);
        assertThat(hub.deadLetters()).isEmpty();
    }

    @Test
    void aGroupThatIsNeverCompleteHoldsUpNeitherItsCallersNorAStop() {
        assertThat(hub.post("/collects", "x").statusCode()).isEqualTo(200);

        assertThat(CompletableFuture.runAsync(hub::close, callers)).succeedsWithin(Duration.ofSeconds(8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/hangs", "/runs", "/throttles", "/waits"})
    void aStopIsNotHeldUpBy(String path) {
        hub.post("/throttles", "first");
        var hanging = IntStream.range(0, 3)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> hub.post(path, "x", "n", "99999999"), callers))
                .toList();
        await().atMost(PATIENCE).until(() -> inflight(path.substring(1)) == 3);

        assertThat(CompletableFuture.runAsync(hub::close, callers)).succeedsWithin(Duration.ofSeconds(8));
        assertThat(hanging).allSatisfy(call -> assertThat(call).isDone());
    }

    @Test
    void aStopEndsWhateverAStepWaitsFor() {
        await().atMost(PATIENCE).until(() -> inflight("clock") == 1);
        call("/asks", 2);
        await().atMost(PATIENCE).until(() -> inflight("asks") == 2);

        assertThat(CompletableFuture.runAsync(hub::close, callers)).succeedsWithin(Duration.ofSeconds(8));
    }

    @ManualRow("a step of a webhook hangs (`HUB_WEBHOOK_MAX_CALLS`)")
    @Test
    void aStepThatHangsTakesNoMoreThanItsBoundAndHealthNamesItsRoute() throws Exception {
        var hanging = call("/hangs", MAX_CALLS);
        await().atMost(PATIENCE).until(() -> inflight("hangs") == MAX_CALLS);

        assertComeBack(hub.post("/hangs", "one more"), "HUB_WEBHOOK_MAX_CALLS");
        assertThat(hub.post("/works", "x").statusCode()).isEqualTo(200);
        hanging.forEach(call -> assertComeBack(call.join(), "2000 ms"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(health()).contains("`hangs` (calls: %d, at ".formatted(MAX_CALLS)));
        assertThat(hub.post("/works", "x").statusCode()).isEqualTo(200);
        assertComeBack(hub.post("/hangs", "still"), "HUB_WEBHOOK_MAX_CALLS");

        deaf.close();

        await().atMost(PATIENCE).until(() -> inflight("hangs") == 0);
        await().atMost(PATIENCE).until(() -> !health().contains("do not come to an end"));
        assertThat(hub.deadLetters()).as("their callers have it still").isEmpty();
    }
}
