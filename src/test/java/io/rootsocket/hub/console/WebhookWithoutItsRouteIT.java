package io.rootsocket.hub.console;

import static io.rootsocket.hub.testing.RunningHub.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.deadletters.DeadLetter;
import io.rootsocket.hub.failure.ChangingRoutes;
import io.rootsocket.hub.sandbox.ReceivedMessage;
import io.rootsocket.hub.testing.ManualRow;
import io.rootsocket.hub.testing.RunningHub;
import io.rootsocket.hub.testing.SandboxExtension;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A webhook that goes on in a route which does not run, or in a queue that is full, has its answer at once. */
@ManualRow("a webhook goes on in a route that does not run, or in a `seda:` queue that is full")
class WebhookWithoutItsRouteIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    /** Well below the 30 seconds for which Camel would wait. */
    private static final Duration AT_ONCE = Duration.ofSeconds(20);

    private static final Map<String, String> STEPS = new LinkedHashMap<>();

    static {
        STEPS.put("to", "to: direct:stopped");
        STEPS.put("dynamic", "toD: {uri: 'direct:${variable.route}'}");
        STEPS.put("enrich", "enrich: {constant: 'direct:stopped'}");
        STEPS.put("list", "recipientList: {constant: 'direct:absent'}");
        STEPS.put("slip", "routingSlip: {constant: 'direct:absent'}");
        STEPS.put("multicast", "multicast: {steps: [{log: first}, {to: 'direct:stopped'}]}");
        STEPS.put("split", "split: {simple: '${body}', steps: [{to: 'direct:stopped'}]}");
        STEPS.put("loop", "loop: {constant: 2, steps: [{to: 'direct:stopped'}]}");
        STEPS.put("breaker", "circuitBreaker: {steps: [{to: 'direct:stopped'}]}");
        STEPS.put("kamelet", "to: kamelet:goes-on");
        STEPS.put("queue", "to: seda:stopped");
        STEPS.put("queueDynamic", "toD: {uri: 'seda:stopped'}");
        STEPS.put("queueAlways", "to: {uri: 'seda:stopped?waitForTaskToComplete=Always', pattern: InOnly}");
        STEPS.put("queueBehind", "to: direct:queues");
    }

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    private static RunningHub hub;
    private static List<DeadLetter> ofAClock;

    @BeforeAll
    static void startHub(@TempDir Path folder) throws Exception {
        Path kamelets = Files.createDirectories(folder.resolve("routes/kamelets"));
        Files.writeString(kamelets.resolve("goes-on.kamelet.yaml"), """
                apiVersion: camel.apache.org/v1
                kind: Kamelet
                metadata: {name: goes-on}
                spec:
                  definition: {title: Goes on, properties: {}}
                  template:
                    from:
                      uri: kamelet:source
                      steps:
                        - to: direct:stopped
                """);
        STEPS.forEach((name, step) -> webhook(folder, name, step));
        webhook(folder, "fallback", """
                circuitBreaker:
                            steps: [{to: 'direct:stopped'}]
                            onFallback: {steps: [{setBody: {constant: instead}}]}""");
        webhook(folder, "open", """
                circuitBreaker:
                            resilience4jConfiguration: {minimumNumberOfCalls: 2, slidingWindowSize: 2}
                            steps: [{throwException: {exceptionType: java.io.IOException, message: no luck}}]""");
        route(folder, "clock.yaml", """
                - route:
                    id: clock
                    from:
                      uri: timer:clock?repeatCount=1&delay=1
                      steps:
                        - setBody: {constant: of a clock}
                        - circuitBreaker:
                            steps: [{throwException: {exceptionType: java.io.IOException, message: no luck}}]
                """);
        webhook(folder, "tap", "wireTap: {uri: 'direct:stopped'}");
        behind(folder, "stopped", "direct:stopped", "to: rootsocket:message?channel=stopped");
        behind(folder, "stopped-queue", "seda:stopped", "to: rootsocket:message?channel=stopped");
        behind(folder, "queues", "direct:queues", "to: seda:stopped");
        for (String full : List.of("refuse", "discardWhenFull=true", "blockWhenFull=true")) {
            String name = full.replaceAll("[^A-Za-z]", "");
            String options = full.contains("=") ? "&" + full : "";
            webhook(folder, name, "to: 'seda:%s?size=1&waitForTaskToComplete=Never%s'".formatted(name, options));
            behind(folder, name + "-queue", "seda:%s?size=1".formatted(name), "to: rootsocket:message?channel=" + name);
        }
        route(folder, "burst.yaml", """
                - route:
                    id: burst
                    autoStartup: false
                    from:
                      uri: timer:burst?repeatCount=5&period=1&delay=1
                      steps:
                        - setBody: {simple: '${exchangeId}'}
                        - to: seda:small?size=1
                - route:
                    id: slow
                    from:
                      uri: seda:small?size=1
                      steps:
                        - delay: {constant: 200, asyncDelayed: false}
                        - to: rootsocket:message?channel=burst
                """);
        hub = RunningHub.start(folder, SANDBOX.apiUrl(), SANDBOX.key(), Map.of("HUB_WEBHOOK_TIMEOUT", "20s"))
                .withoutProblems();
        for (String id : List.of(
                "stopped", "stopped-queue", "refuse-queue", "discardWhenFulltrue-queue", "blockWhenFulltrue-queue")) {
            hub.camel().getRouteController().stopRoute(id);
        }
        await().atMost(TIMEOUT).until(() -> !hub.deadLetters().isEmpty());
        ofAClock = hub.deadLetters();
        hub.discardAll();
    }

    private static void webhook(Path folder, String name, String step) {
        route(folder, name + ".yaml", """
                - route:
                    id: %s
                    from:
                      uri: platform-http:/%s
                      parameters: {httpMethodRestrict: POST}
                      steps:
                        - setVariable: {name: route, constant: absent}
                        - %s
                        - setHeader: {name: CamelHttpResponseCode, constant: 202}
                """.formatted(name, name, step));
    }

    private static void behind(Path folder, String name, String from, String step) {
        route(folder, "behind-" + name + ".yaml", """
                - route:
                    id: %s
                    from:
                      uri: %s
                      steps:
                        - %s
                """.formatted(name, from, step));
    }

    @AfterAll
    static void stopHub() {
        hub.close();
    }

    @AfterEach
    void discardLetters() {
        hub.discardAll();
    }

    private static HttpResponse<String> post(String path, String body) {
        long begun = System.nanoTime();
        HttpResponse<String> answer = hub.post("/" + path, body);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).as(path).isLessThan(AT_ONCE);
        return answer;
    }

    private static void assertComeBack(HttpResponse<String> answer, String why) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.body()).contains(why);
    }

    static Stream<String> steps() {
        return STEPS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("steps")
    void tellsItsCallerToComeBackWhicheverStepGoesOnThere(String step) {
        assertComeBack(post(step, "x"), "does not run now");
        assertThat(hub.deadLetters()).as("its caller has it still").isEmpty();
    }

    @Test
    void hasItsFallback() {
        assertThat(post("fallback", "x").body()).isEqualTo("instead");
    }

    @ManualRow("a circuit breaker is open")
    @Test
    void isNoSuccessWithoutTheStepThatAnOpenBreakerLeavesOut() {
        for (int i = 0; i < 2; i++) {
            assertThat(post("open", "breaks").statusCode()).isEqualTo(500);
        }
        assertThat(hub.deadLetters()).extracting(DeadLetter::payload).containsExactly("breaks", "breaks");
        assertComeBack(post("open", "refused"), "out of order");
        assertThat(hub.deadLetters()).hasSize(2);
    }

    @Test
    void keepsWhatABreakerGaveUpForNobody() {
        assertThat(ofAClock)
                .singleElement()
                .satisfies(letter -> assertThat(letter.route()).isEqualTo("clock"));
    }

    @Test
    void keepsWhatGoesOnBesideItsCaller() {
        assertThat(post("tap", "tapped").statusCode()).isEqualTo(202);

        await().atMost(AT_ONCE)
                .untilAsserted(() -> assertThat(hub.deadLetters())
                        .singleElement()
                        .satisfies(letter -> assertThat(letter.payload()).isEqualTo("tapped")));
    }

    @Test
    void waitsForARouteThatIsBeingSwapped() throws Exception {
        ChangingRoutes.Change swap = ChangingRoutes.begin(hub.camel());
        try {
            var waiting = CompletableFuture.supplyAsync(() -> hub.post("/to", "swapped"));
            await().atMost(TIMEOUT)
                    .until(() -> hub.camel().getInflightRepository().size("to") == 1);
            hub.camel().getRouteController().startRoute("stopped");

            assertThat(waiting.get(AT_ONCE.toSeconds(), TimeUnit.SECONDS).statusCode())
                    .isEqualTo(202);
        } finally {
            swap.close();
            hub.camel().getRouteController().stopRoute("stopped");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"refuse", "discardWhenFulltrue", "blockWhenFulltrue"})
    void isTakenIntoAQueueWithRoomAndToldToComeBackWhereThereIsNone(String queue) throws Exception {
        assertThat(post(queue, "taken").statusCode()).isEqualTo(202);
        assertComeBack(post(queue, "refused"), "full");
        assertThat(hub.deadLetters()).isEmpty();

        hub.camel().getRouteController().startRoute(queue + "-queue");

        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(SANDBOX.sandbox().messages(queue))
                        .extracting(ReceivedMessage::data)
                        .containsExactly("taken"));
    }

    /** Nobody waits for what a clock brings, and nobody brings it again. */
    @Test
    void losesNothingThatAClockBringsToAFullQueue() throws Exception {
        hub.camel().getRouteController().startRoute("burst");

        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(SANDBOX.sandbox().messages("burst"))
                        .extracting(ReceivedMessage::data)
                        .doesNotHaveDuplicates()
                        .hasSize(5));
        assertThat(hub.deadLetters()).isEmpty();
    }
}
