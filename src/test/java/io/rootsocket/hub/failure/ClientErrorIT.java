package io.rootsocket.hub.failure;

import static io.rootsocket.hub.testing.RunningHub.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.deadletters.DeadLetter.Kind;
import io.rootsocket.hub.protocol.Wire;
import io.rootsocket.hub.sandbox.ReceivedMessage;
import io.rootsocket.hub.testing.Hmac;
import io.rootsocket.hub.testing.ManualRow;
import io.rootsocket.hub.testing.RunningHub;
import io.rootsocket.hub.testing.SandboxExtension;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a webhook's caller did wrong is told, and kept nowhere; what went wrong in the hub is kept. */
@ManualRow("120 bodies of 1 MB that are no JSON")
class ClientErrorIT {

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    private static RunningHub hub;

    @BeforeAll
    static void startHub(@TempDir Path folder) throws Exception {
        webhook(
                folder,
                "jq",
                "- transform: {jq: {expression: '.name + \" is at the door\"', resultType: java.lang.String}}");
        webhook(folder, "jsonpath", "- setBody: {jsonpath: {expression: $.name}}");
        webhook(folder, "xpath", "- setBody: {xpath: {expression: /name, resultType: java.lang.String}}");
        webhook(folder, "json", "- unmarshal: {json: {library: Jackson}}");
        webhook(folder, "number", "- convertBodyTo: {type: java.lang.Integer}");
        webhook(
                folder,
                "header",
                "- filter: {simple: {expression: '${headerAs(count,Integer)} > 3', resultType: boolean}}");
        webhook(folder, "validate", "- validate: {simple: {expression: '${body} contains \"name\"'}}");
        webhook(folder, "text", "- convertBodyTo: {type: java.lang.String}", "- unmarshal: {json: {library: Jackson}}");
        webhook(folder, "shared", "- to: direct:reads");
        webhook(
                folder,
                "loop",
                "- loop: {simple: '${header.n}', steps: [{log: {message: once, loggingLevel: DEBUG}}]}");
        webhook(folder, "file", "- to: file:" + folder.resolve("taken"));
        webhook(folder, "half", "- unmarshal: {json: {}}");
        webhook(folder, "halftext", "- setBody: {jsonpath: {expression: $.name}}");
        webhook(folder, "made", "- setBody: {constant: nope}", "- unmarshal: {json: {library: Jackson}}");
        webhook(folder, "breaks", "- throwException: {exceptionType: java.io.IOException, message: no luck}");
        webhook(folder, "sent", "- to: rootsocket:message?channel=sent", "- unmarshal: {json: {library: Jackson}}");
        webhook(folder, "sentBefore", "- to: rootsocket:message?channel=sent", "- to: direct:reads");
        webhook(folder, "list", "- recipientList: {constant: 'direct:reads'}");
        webhook(folder, "queued", "- to: seda:reads");
        webhook(folder, "queuedAlways", "- to: {uri: 'seda:reads', parameters: {waitForTaskToComplete: Always}}");
        webhook(
                folder,
                "once",
                "- idempotentConsumer: {simple: '${jq(.number)}', idempotentRepository: '#bean:seen', steps: [{log: new}]}");
        route(folder, "seen.yaml", """
                - beans:
                    - name: seen
                      type: org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository
                - route:
                    id: queuedReads
                    from:
                      uri: seda:reads
                      steps:
                        - to: direct:reads
                """);
        webhook(folder, "fan", "- multicast: {steps: [{to: direct:reads}, {log: last}]}");
        webhookTo(
                "leftOut",
                folder,
                "fanOfBodies",
                "- multicast: {aggregationStrategy:"
                        + " '#class:org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy', steps: [{log:"
                        + " first}, {to: direct:reads}]}");
        webhook(
                folder,
                "fanAfterSent",
                "- multicast: {steps: [{to: 'rootsocket:message?channel=sent'}, {to: direct:reads}]}");
        route(folder, "queue.yaml", """
                - route:
                    id: queue
                    from:
                      uri: platform-http:/queue
                      steps:
                        - to: jms:queue:forms?exchangePattern=InOnly
                - route:
                    id: signed
                    from:
                      uri: kamelet:signed-webhook?secret=s3cret&path=/signed
                      steps:
                        - to: direct:reads
                - route:
                    id: forms
                    from:
                      uri: jms:queue:forms
                      steps:
                        - setBody: {simple: "${header[a.b]} ${header.plain}"}
                        - to: rootsocket:message?channel=forms
                """);
        route(folder, "reads.yaml", """
                - route:
                    id: reads
                    from:
                      uri: direct:reads
                      steps:
                        - unmarshal: {json: {library: Jackson}}
                """);
        hub = RunningHub.start(folder, SANDBOX.apiUrl(), SANDBOX.key(), Map.of("HUB_BODY_LIMIT", "3000000"))
                .withoutProblems();
    }

    private static void webhook(Path folder, String name, String... steps) {
        webhookTo("news", folder, name, steps);
    }

    private static void webhookTo(String channel, Path folder, String name, String... steps) {
        route(folder, name + ".yaml", """
                - route:
                    id: %s
                    from:
                      uri: platform-http:/%s
                      steps:
                        %s
                        - to: rootsocket:message?channel=%s
                """.formatted(name, name, String.join("\n        ", steps), channel));
    }

    @AfterAll
    static void stopHub() {
        hub.close();
    }

    @ParameterizedTest
    @CsvSource({
        "jq, nope",
        "jq, []",
        "jq, '{\"name\":5}'",
        "jq, '{\"name\":'",
        "jsonpath, nope",
        "jsonpath, '{}'",
        "xpath, nope",
        "xpath, '<name>'",
        "json, nope",
        "json, '[1,'",
        "number, five",
        "header, x",
        "validate, nobody",
        "text, nope",
        "shared, nope",
        "list, nope",
        "queued, nope",
        "queuedAlways, nope",
        "once, nope",
        "fan, nope"
    })
    void answers400WithAReasonAndKeepsNothing(String route, String body) throws Exception {
        int letters = hub.deadLetters().size();

        var answer = hub.post("/" + route, body, "Content-Type", "application/json", "count", "many");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(Wire.readTree(answer.body()).path("detail").asText())
                .startsWith("The request cannot be used: ")
                .doesNotContain("com.fasterxml", "\tat ");
        assertThat(hub.deadLetters()).hasSize(letters);
        assertThat(SANDBOX.sandbox().messages("news")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"made", "breaks", "sent"})
    void keepsWhatIsNotTheCallersDoing(String route) {
        int letters = hub.deadLetters().size();

        var answer = hub.post("/" + route, "neither");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("deadLetter");
        assertThat(hub.deadLetters()).hasSize(letters + 1);
        assertThat(hub.deadLetters().get(letters).reason().kind()).isEqualTo(Kind.route);
        assertThat(hub.deadLetters().get(letters).payload()).isEqualTo("neither");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sentBefore", "fanAfterSent"})
    void tellsTheCallerAndKeepsWhatIsLeftOfIfSomethingWasSent(String route) throws Exception {
        int letters = hub.deadLetters().size();

        var answer = hub.post("/" + route, "neither");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(hub.deadLetters()).hasSize(letters + 1);
        assertThat(Wire.readTree(answer.body()).path("deadLetter").asText())
                .isEqualTo(hub.deadLetters().get(letters).id());
    }

    @Test
    void tellsTheCallerEvenIfTheRouteLeavesOutThePartThatCannotBeRead() {
        var answer = hub.post("/fanOfBodies", "nope");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("The request cannot be used: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"name=a", "a=1", "[1", "{\"name\":"})
    void tellsWhoSignsAFormThatItIsNotWhatTheRouteReads(String form) throws Exception {
        int letters = hub.deadLetters().size();

        var answer = hub.post(
                "/signed",
                form,
                "Content-Type",
                "application/x-www-form-urlencoded",
                "X-Hub-Signature-256",
                "sha256=" + Hmac.hex("s3cret", form));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(hub.deadLetters()).hasSize(letters);
    }

    @Test
    void tellsWhoSendsNothingOrTwoFilesThatNoFileCanBeMade() throws Exception {
        int letters = hub.deadLetters().size();
        String part = "--x\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"f\"\r\n\r\none\r\n";

        var nothing = hub.post("/file", "");
        var two = hub.post(
                "/file",
                part.formatted("a") + part.formatted("b") + "--x--\r\n",
                "Content-Type",
                "multipart/form-data; boundary=x");

        assertThat(nothing.statusCode()).as(nothing.body()).isEqualTo(422);
        assertThat(two.statusCode()).as(two.body()).isEqualTo(400);
        assertThat(Wire.readTree(two.body()).path("detail").asText()).contains("no body");
        assertThat(hub.deadLetters()).hasSize(letters);
    }

    @Test
    void queuesAFormWhoseFieldsHaveNamesThatJmsDoesNotKnow() {
        int letters = hub.deadLetters().size();

        var answer = hub.post(
                "/queue",
                "<a/>=1&user[name]=2&class=3&a.b=4&plain=5",
                "Content-Type",
                "application/x-www-form-urlencoded");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        await().untilAsserted(() -> assertThat(SANDBOX.sandbox().messages("forms"))
                .extracting(ReceivedMessage::data)
                .containsExactly("4 5"));
        assertThat(hub.deadLetters()).hasSize(letters);
    }

    @Test
    void boundsAndCleansWhatItQuotes() throws Exception {
        String body = "\u001b[31m" + "x".repeat(100_000);

        String detail =
                Wire.readTree(hub.post("/json", body).body()).path("detail").asText();

        assertThat(detail).hasSizeLessThan(600).doesNotContain("\u001b", "\n");
    }

    @ParameterizedTest
    @CsvSource({
        "loop, x, application/json, X-Any, 1, 400",
        "loop, x, application/json, n, many, 400",
        "loop, x, application/json, n, '', 400",
        "file, '', application/json, X-Any, 1, 422",
        "file, 'a=1&b=2', application/x-www-form-urlencoded, X-Any, 1, 400",
        "half, '{\"name\":\"\\ud83d\"}', application/json, X-Any, 1, 422",
        "half, '{\"n\":[{\"\\udc00\":1}]}', application/json, X-Any, 1, 400",
        "halftext, '{\"name\":\"\\ud83d\"}', application/json, X-Any, 1, 422"
    })
    void tellsTheCallerOfWhatOnlyItCanRepair(
            String route, String body, String type, String header, String value, int status) throws Exception {
        int letters = hub.deadLetters().size();

        var answer = hub.post("/" + route, body, "Content-Type", type, header, value);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(Wire.readTree(answer.body()).path("detail").asText()).isNotBlank();
        assertThat(hub.deadLetters()).hasSize(letters);
    }
}
