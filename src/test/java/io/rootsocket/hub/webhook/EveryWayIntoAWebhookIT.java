package io.rootsocket.hub.webhook;

import static io.rootsocket.hub.testing.RunningHub.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.deadletters.DeadLetter;
import io.rootsocket.hub.protocol.Wire;
import io.rootsocket.hub.sandbox.Fault;
import io.rootsocket.hub.sandbox.ReceivedMessage;
import io.rootsocket.hub.sandbox.Sandbox;
import io.rootsocket.hub.sandbox.SandboxSettings;
import io.rootsocket.hub.testing.Hmac;
import io.rootsocket.hub.testing.ManualRow;
import io.rootsocket.hub.testing.RunningHub;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whichever way a webhook enters and goes on, its caller is told the truth at once. */
@ManualRow({
    "webhooks through a kamelet while the dead letters or the outbox are full",
    "a failure behind `recipientList` and its kin that is answered 200"
})
class EveryWayIntoAWebhookIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Duration AT_ONCE = Duration.ofSeconds(20);
    private static final String SECRET = "s3cret";
    private static final int ROOM = 3;
    private static final int LETTER_BYTES = 20_000;

    private static final String BREAK = "throwException: {exceptionType: java.io.IOException, message: no luck}";
    private static final String READ = "unmarshal: {json: {library: Jackson}}";

    /** How a webhook may come in, and where its message may go on. */
    enum Way {
        SIGNED("kamelet:signed-webhook?secret=" + SECRET + "&path=/%s", "%s"),
        KAMELET("kamelet:door?path=/%s", "%s"),
        PLAIN("platform-http:/%s?httpMethodRestrict=POST", "%s"),
        REST("rest:post:%s", "%s"),
        KAMELET_STEP("platform-http:/%s?httpMethodRestrict=POST", "kamelet: {name: passes/in-ID, steps: [%s]}"),
        FAN_OUT(
                "platform-http:/%s?httpMethodRestrict=POST",
                "multicast: {stopOnException: true, steps: [{log: first}, {%s}]}"),
        FAN_OUT_TO_THE_END("platform-http:/%s?httpMethodRestrict=POST", "multicast: {steps: [{%s}, {log: last}]}"),
        FAN_OUT_OF_KAMELET("kamelet:door?path=/%s", "multicast: {stopOnException: true, steps: [{log: first}, {%s}]}"),
        SPLIT("platform-http:/%s?httpMethodRestrict=POST", "split: {simple: '${body}', steps: [{%s}]}"),
        QUEUE("platform-http:/%s?httpMethodRestrict=POST", "to: seda:ID"),
        QUEUE_OF_KAMELET("kamelet:door?path=/%s", "to: seda:ID?waitForTaskToComplete=Always");

        private final String from;
        private final String step;

        Way(String from, String step) {
            this.from = from;
            this.step = step;
        }

        private String path(String what) {
            return (name() + "-" + what).toLowerCase(Locale.ROOT);
        }

        private String routes(String what, String step) {
            boolean goesOn = this == QUEUE || this == QUEUE_OF_KAMELET;
            return route(what, step) + (goesOn ? """
                              - route:
                                  id: ID-behind
                                  from:
                                    uri: seda:ID
                                    steps:
                                      - STEP
                              """.replace("ID", path(what)).replace("STEP", step) : "");
        }

        private String route(String what, String step) {
            String one = this == KAMELET_STEP ? "{%s}".formatted(step) : step;
            return """
                    - route:
                        id: %s
                        from:
                          uri: "%s"
                          steps:
                            - %s
                    """.formatted(
                            path(what),
                            from.formatted(path(what)),
                            this.step.formatted(one).replace("ID", path(what)));
        }
    }

    private static Sandbox sandbox;
    private static RunningHub hub;

    @BeforeAll
    static void startHub(@TempDir Path folder) throws Exception {
        sandbox = Sandbox.start(SandboxSettings.defaults().withPort(0));
        Path kamelets = Files.createDirectories(folder.resolve("routes/kamelets"));
        kamelet(kamelets, "door", "platform-http:{{path}}", "- to: kamelet:sink", "- setBody: {constant: accepted}");
        Files.writeString(kamelets.resolve("passes.kamelet.yaml"), """
                apiVersion: camel.apache.org/v1
                kind: Kamelet
                metadata: {name: passes}
                spec:
                  definition: {title: Passes, properties: {}}
                  template:
                    from:
                      uri: kamelet:source
                      steps:
                        - to: kamelet:sink
                """);
        for (Way way : Way.values()) {
            route(
                    folder,
                    way.path("routes") + ".yaml",
                    way.routes("sends", "to: rootsocket:message?channel=ways")
                            + way.routes("breaks", BREAK)
                            + way.routes("reads", READ));
        }
        route(folder, "beside.yaml", """
                - route:
                    id: beside
                    from:
                      uri: platform-http:/beside
                      steps:
                        - wireTap: {uri: "direct:beside"}
                        - setBody: {constant: accepted}
                - route:
                    id: tapped
                    from:
                      uri: direct:beside
                      steps:
                        - to: rootsocket:message?channel=tapped
                - route:
                    id: queued
                    from:
                      uri: platform-http:/queued
                      steps:
                        - to: seda:breaks
                        - setBody: {constant: fine}
                - route:
                    id: behind
                    from:
                      uri: seda:breaks
                      steps:
                        - throwException: {exceptionType: java.io.IOException, message: no luck}
                """);
        String nobody = "smtp:127.0.0.1:1?to=a@b.c";
        String list = "recipientList: {constant: '" + nobody + "'}";
        fails(folder, "list", list);
        fails(folder, "listAtOnce", "recipientList: {constant: '" + nobody + "', parallelProcessing: true}");
        fails(folder, "listOfQueue", "recipientList: {constant: 'jms:queue:a?username=none&password=none'}");
        fails(folder, "listOfRoute", "recipientList: {constant: 'direct:fails-list'}");
        fails(folder, "slip", "routingSlip: {constant: '" + nobody + "'}");
        fails(folder, "enrich", "enrich: {constant: 'direct:fails-list'}");
        fails(folder, "loop", "loop: {constant: 2, steps: [{" + list + "}]}");
        fails(
                folder,
                "bodies",
                "multicast: {aggregationStrategy: '#class:org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy',"
                        + " steps: [{" + list + "}, {log: last}]}");
        hub = RunningHub.start(
                        folder,
                        sandbox.apiUrl(),
                        sandbox.key(),
                        Map.of(
                                "HUB_OUTBOX_MAX_MESSAGES",
                                String.valueOf(ROOM),
                                "HUB_OUTBOX_FIRST_RETRY",
                                "50ms",
                                "HUB_OUTBOX_LONGEST_RETRY",
                                "200ms",
                                "HUB_DEAD_LETTERS_MAX_BYTES",
                                String.valueOf(LETTER_BYTES)))
                .withoutProblems();
    }

    private static void fails(Path folder, String name, String step) {
        route(folder, "fails-" + name + ".yaml", """
                - route:
                    id: fails-NAME
                    from:
                      uri: platform-http:/fails-NAME
                      steps:
                        - to: direct:fails-NAME
                        - setBody: {constant: fine}
                - route:
                    id: fails-NAME-within
                    from:
                      uri: direct:fails-NAME
                      steps:
                        - STEP
                """.replace("NAME", name).replace("STEP", step));
    }

    private static void kamelet(Path folder, String name, String from, String... steps) throws Exception {
        Files.writeString(folder.resolve(name + ".kamelet.yaml"), """
                apiVersion: camel.apache.org/v1
                kind: Kamelet
                metadata: {name: %s}
                spec:
                  definition:
                    title: %s
                    required: [path]
                    properties:
                      path: {title: Path, type: string}
                  template:
                    from:
                      uri: "%s"
                      steps:
                        %s
                """.formatted(
                        name, name, from, String.join("\n        ", steps)));
    }

    @AfterAll
    static void stopHub() {
        hub.close();
        sandbox.close();
    }

    @AfterEach
    void makeRoom() {
        sandbox.faults().clear();
        hub.discardAll();
        await().atMost(TIMEOUT).until(() -> hub.post("/plain-sends", "room?").statusCode() == 200);
    }

    private static HttpResponse<String> post(Way way, String what, String body) throws Exception {
        long begun = System.nanoTime();
        var answer = hub.post("/" + way.path(what), body, "X-Hub-Signature-256", "sha256=" + Hmac.hex(SECRET, body));
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).as(way.name()).isLessThan(AT_ONCE);
        return answer;
    }

    private static void assertComeBack(HttpResponse<String> answer, String setting) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(detail(answer)).contains(setting);
    }

    private static String detail(HttpResponse<String> answer) {
        try {
            return Wire.readTree(answer.body()).path("detail").asText();
        } catch (Exception e) {
            throw new AssertionError("no JSON: " + answer.body(), e);
        }
    }

    private static void fillOutbox() {
        sandbox.faults().inject(Fault.outage());
        await().atMost(TIMEOUT).until(() -> hub.post("/plain-sends", "fills").statusCode() == 503);
    }

    private static void fillDeadLetters() {
        await().atMost(TIMEOUT)
                .until(() -> hub.post("/plain-breaks", "x".repeat(8_000)).statusCode() == 503);
    }

    @ManualRow("one of these limits is reached, and a webhook enters through a kamelet, a template or `rest:`")
    @Test
    void tellsEachToComeBackWhileTheOutboxIsFull() throws Exception {
        fillOutbox();

        for (Way way : Way.values()) {
            assertComeBack(post(way, "sends", "x"), "HUB_OUTBOX_MAX_MESSAGES");
        }
        assertThat(hub.deadLetters()).isEmpty();
    }

    @Test
    void tellsEachToComeBackWhileTheDeadLettersAreFull() throws Exception {
        fillDeadLetters();
        int letters = hub.deadLetters().size();

        for (Way way : Way.values()) {
            assertComeBack(post(way, "breaks", "x"), "HUB_DEAD_LETTERS_MAX_BYTES");
            assertComeBack(post(way, "sends", "x"), "HUB_DEAD_LETTERS_MAX_BYTES");
        }
        assertThat(hub.deadLetters()).hasSize(letters);
    }

    // The parts of a split are kept one by one, and the whole is accepted.
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SPLIT")
    void keepsWhatBreaksOnceAndTellsWhere(Way way) throws Exception {
        var answer = post(way, "breaks", "x");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(500);
        assertThat(hub.deadLetters())
                .extracting(DeadLetter::id)
                .containsExactly(Wire.readTree(answer.body()).path("deadLetter").asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "listAtOnce", "listOfQueue", "listOfRoute", "slip", "enrich", "loop", "bodies"})
    void answersAFailureWithItsStatusWhicheverStepHasCalledWhatFailed(String step) throws Exception {
        var answer = hub.post("/fails-" + step, "x");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(500);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(hub.deadLetters())
                .extracting(DeadLetter::id)
                .containsExactly(Wire.readTree(answer.body()).path("deadLetter").asText());
    }

    static Stream<Way> waysToOneReader() {
        // The records of a split are kept one by one. A part that the outbox refuses is, too.
        return Stream.of(Way.SIGNED, Way.KAMELET, Way.PLAIN, Way.REST, Way.KAMELET_STEP);
    }

    @ParameterizedTest
    @MethodSource("waysToOneReader")
    void tellsTheCallerWhatItDidWrongAndKeepsNothing(Way way) throws Exception {
        var unreadable = post(way, "reads", "nope");
        var empty = post(way, "sends", "");

        assertThat(unreadable.statusCode()).as(unreadable.body()).isEqualTo(400);
        assertThat(detail(unreadable)).startsWith("The request cannot be used: ");
        assertThat(empty.statusCode()).as(empty.body()).isEqualTo(422);
        assertThat(detail(empty)).isNotBlank();
        assertThat(hub.deadLetters()).isEmpty();
    }

    @Test
    void keepsWhatGoesOnBesideItsCaller() {
        fillOutbox();

        assertThat(hub.post("/beside", "tap").body()).isEqualTo("accepted");
        sandbox.faults().clear();

        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(sandbox.messages("tapped"))
                        .extracting(ReceivedMessage::data)
                        .isEqualTo(List.of("tap")));
    }

    @Test
    void tellsACallerWhatFailedBehindAQueueInMemory() throws Exception {
        var answer = hub.post("/queued", "x");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(hub.deadLetters())
                .extracting(DeadLetter::id)
                .containsExactly(Wire.readTree(answer.body()).path("deadLetter").asText());
    }
}
