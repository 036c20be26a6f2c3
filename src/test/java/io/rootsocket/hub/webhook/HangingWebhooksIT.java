package io.rootsocket.hub.webhook;

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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A route that does not come to an end takes no other webhook with it. */
@ManualRow({"25 calls of an endless loop, 30 of a step that hangs", "a caller's `delay` of a day"})
class HangingWebhooksIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final int MAX_CALLS = HangingRoutes.MAX_CALLS;
    private static final int CALLS = 25;

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    private static final ExecutorService CALLERS = Executors.newCachedThreadPool();
    private static ServerSocket deaf;
    private static RunningHub hub;

    @BeforeAll
    static void startHub(@TempDir Path folder) throws Exception {
        // Takes a connection and says nothing.
        deaf = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        hub = HangingRoutes.start(folder, SANDBOX, deaf, Duration.ofSeconds(2));
    }

    @AfterAll
    static void stopHub() throws Exception {
        deaf.close();
        hub.close();
        CALLERS.shutdownNow();
    }

    private static List<CompletableFuture<HttpResponse<String>>> call(String path, int times) {
        return IntStream.range(0, times)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> hub.post(path, "x", "n", "99999999"), CALLERS))
                .toList();
    }

    private static void assertComeBack(HttpResponse<String> answer, String why) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.body()).contains(why);
    }

    private static int inflight(String route) {
        return hub.camel().getInflightRepository().size(route);
    }

    private static String health() {
        return hub.admin("/observe/health?data=true").body();
    }

    @ManualRow("a webhook's route never ends (`HUB_WEBHOOK_TIMEOUT`)")
    @Test
    void anEndlessLoopEndsWhenItsCallersAreToldToComeBack() {
        var hanging = new ArrayList<>(call("/forever", CALLS));
        await().atMost(TIMEOUT).until(() -> {
            // On a busy machine the first are told to come back before the last have come.
            long answered = hanging.stream().filter(CompletableFuture::isDone).count();
            hanging.addAll(call("/forever", (int) answered + CALLS - hanging.size()));
            return inflight("forever") > 20;
        });

        assertThat(hub.post("/works", "x").statusCode()).isEqualTo(200);
        hanging.forEach(call -> assertComeBack(call.join(), "2000 ms"));
        await().atMost(TIMEOUT).until(() -> inflight("forever") == 0);
        assertThat(SANDBOX.sandbox().messages("forever")).isEmpty();
        assertThat(hub.deadLetters()).isEmpty();
    }

    @Test
    void noDelayIsLongerThanItsCallerWaits() {
        assertComeBack(hub.post("/waits", "x", "n", "99999999"), "2000 ms");

        await().atMost(TIMEOUT).until(() -> inflight("waits") == 0);
        assertThat(health()).doesNotContain("do not come to an end");
        assertThat(SANDBOX.sandbox().messages("waits")).isEmpty();
        assertThat(hub.deadLetters()).isEmpty();
        assertThat(hub.post("/waits", "x", "n", "10").statusCode()).isEqualTo(200);
        await().atMost(TIMEOUT).until(() -> SANDBOX.sandbox().messages("waits").size() == 1);
    }

    @Test
    void whoIsToldToComeBackIsNoDuplicateWhenItDoes() {
        assertComeBack(hub.post("/once", "x", "id", "7", "n", "99999999"), "2000 ms");

        // While the given-up route has the key still, and while it is let go of.
        await().atMost(TIMEOUT).until(() -> {
            HttpResponse<String> again = hub.post("/once", "x", "id", "7", "n", "1");
            if (again.statusCode() != 200) {
                assertComeBack(again, "the same key");
            }
            return again.statusCode() == 200;
        });

        await().atMost(TIMEOUT).until(() -> SANDBOX.sandbox().messages("once").size() == 1);
        assertThat(hub.post("/once", "x", "id", "7", "n", "1").statusCode())
                .as("a duplicate")
                .isEqualTo(200);
        assertThat(SANDBOX.sandbox().messages("once")).hasSize(1);
    }

    @Test
    @ManualRow("a webhook with the key of one that is being worked on (`idempotentConsumer`)")
    void whoComesWhileTheSameKeyIsBeingWorkedOnIsToldToComeBack() {
        var first = CompletableFuture.supplyAsync(() -> hub.post("/once", "x", "id", "8", "n", "99999999"), CALLERS);
        await().atMost(TIMEOUT).until(() -> inflight("once") == 1);

        assertComeBack(hub.post("/once", "x", "id", "8", "n", "1"), "the same key");

        assertComeBack(first.join(), "2000 ms");
        await().atMost(TIMEOUT).until(() -> inflight("once") == 0);
        assertThat(hub.deadLetters()).as("their callers have it still").isEmpty();
    }

    @Test
    void aRetryThatRootSocketAsksForIsNoLaterThanItsCallerWaits() {
        SANDBOX.sandbox()
                .faults()
                .inject(Fault.status(503)
                        .retryAfter(Duration.ofMinutes(5))
                        .onChannel("direct")
                        .times(1));

        assertComeBack(hub.post("/direct", "x"), "2000 ms");

        await().atMost(TIMEOUT).until(() -> inflight("direct") == 0);
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
        await().atMost(TIMEOUT).until(() -> inflight("throttles") == 0);
        assertThat(hub.deadLetters()).isEmpty();
    }

    @ManualRow("a step of a webhook hangs (`HUB_WEBHOOK_MAX_CALLS`)")
    @Test
    void aStepThatHangsTakesNoMoreThanItsBoundAndHealthNamesItsRoute() throws Exception {
        var hanging = call("/hangs", MAX_CALLS);
        await().atMost(TIMEOUT).until(() -> inflight("hangs") == MAX_CALLS);

        assertComeBack(hub.post("/hangs", "one more"), "HUB_WEBHOOK_MAX_CALLS");
        assertThat(hub.post("/works", "x").statusCode()).isEqualTo(200);
        hanging.forEach(call -> assertComeBack(call.join(), "2000 ms"));
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(health()).contains("`hangs` (calls: %d, at ".formatted(MAX_CALLS)));
        assertThat(hub.post("/works", "x").statusCode()).isEqualTo(200);
        assertComeBack(hub.post("/hangs", "still"), "HUB_WEBHOOK_MAX_CALLS");

        deaf.close();

        await().atMost(TIMEOUT).until(() -> inflight("hangs") == 0);
        await().atMost(TIMEOUT).until(() -> !health().contains("do not come to an end"));
        assertThat(hub.deadLetters()).as("their callers have it still").isEmpty();
    }
}
