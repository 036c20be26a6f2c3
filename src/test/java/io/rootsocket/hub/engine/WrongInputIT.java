package io.rootsocket.hub.engine;

import static io.rootsocket.hub.testing.RunningHub.route;
import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.outbox.DeadLetter.Kind;
import io.rootsocket.hub.protocol.Wire;
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
class WrongInputIT {

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    private static RunningHub hub;

    @BeforeAll
    static void startHub(@TempDir Path folder) {
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
        route(folder, name + ".yaml", """
                - route:
                    id: %s
                    from:
                      uri: platform-http:/%s
                      steps:
                        %s
                        - to: rootsocket:message?channel=news
                """.formatted(name, name, String.join("\n        ", steps)));
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
        "shared, nope"
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

    @Test
    void boundsAndCleansWhatItQuotes() throws Exception {
        String body = "\u001b[31m" + "x".repeat(100_000);

        String detail =
                Wire.readTree(hub.post("/json", body).body()).path("detail").asText();

        assertThat(detail).hasSizeLessThan(600).doesNotContain("\u001b", "\n");
    }

    @ParameterizedTest
    @CsvSource({
        "loop, x, application/json, X-Any, 1",
        "loop, x, application/json, n, many",
        "loop, x, application/json, n, ''",
        "file, '', application/json, X-Any, 1",
        "file, 'a=1&b=2', application/x-www-form-urlencoded, X-Any, 1",
        "half, '{\"name\":\"\\ud83d\"}', application/json, X-Any, 1",
        "half, '{\"n\":[{\"\\udc00\":1}]}', application/json, X-Any, 1",
        "halftext, '{\"name\":\"\\ud83d\"}', application/json, X-Any, 1"
    })
    void tellsTheCallerOfWhatOnlyItCanRepair(String route, String body, String type, String header, String value)
            throws Exception {
        int letters = hub.deadLetters().size();

        var answer = hub.post("/" + route, body, "Content-Type", type, header, value);

        assertThat(answer.statusCode()).as(answer.body()).isIn(400, 422);
        assertThat(Wire.readTree(answer.body()).path("detail").asText()).isNotBlank();
        assertThat(hub.deadLetters()).hasSize(letters);
    }
}
