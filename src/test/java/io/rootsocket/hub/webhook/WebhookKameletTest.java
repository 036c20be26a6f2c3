package io.rootsocket.hub.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.routetest.RouteTests;
import io.rootsocket.hub.testing.RunningHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The kamelet {@code webhook}, as routes use it and as {@code hub test} sees it. */
class WebhookKameletTest {

    @TempDir
    Path folder;

    private void webhook(String... parameters) {
        webhook("- to: rootsocket:message?channel=hooks", parameters);
    }

    private void webhook(String steps, String[] parameters) {
        RunningHub.route(folder, "route.yaml", """
                - route:
                    id: hook
                    from:
                      uri: kamelet:webhook
                      parameters:
                        path: /hook
                        PARAMETERS
                      steps:
                        STEPS
                """.replace("PARAMETERS", String.join("\n        ", parameters))
                .replace("STEPS", steps.replace("\n", "\n        ")));
    }

    private List<String> failure(String test) throws IOException {
        Path tests = Files.createDirectories(folder.resolve("routes/tests"));
        Path file = Files.writeString(tests.resolve("route.test.yaml"), test);
        return new RouteTests(folder.resolve("routes")).run(file).get(0).failure();
    }

    private void assertAnswers(String given, String expect) throws IOException {
        assertThat(failure("""
                tests:
                  - name: answers
                    given: {webhook: POST /hook, %s}
                    expect: %s
                """.formatted(given, expect))).isEmpty();
    }

    @Test
    void takesJsonAsItCame() throws IOException {
        webhook();
        assertAnswers(
                "message: '{\"price\": 1.10}'",
                "{messages: {hooks: ['{\"price\": 1.10}']}, answer: {status: 202, body: {accepted: true},"
                        + " headers: {Content-Type: application/json}}}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    nope      | The body is not JSON from line 1
                    '{} {}'   | The body is not JSON from line 1
                    '{"a":'   | The body is not JSON from line 1
                    ' '       | The body is empty
                    ''        | The body is empty
                    'a=1&b=2' | The body is not JSON
                    """)
    void answers400ToWhatIsNoJsonAndKeepsNothing(String body, String why) throws IOException {
        webhook();
        assertAnswers(
                "message: \"%s\"".formatted(body.replace("\"", "\\\"")),
                "{answer: {status: 400, body: {contains: %s}}}".formatted(why));
    }

    @ParameterizedTest
    @CsvSource({"'[1]',a list", "'\"text\"',a text", "3,a number", "null,a null", "true,a boolean"})
    void answers400ToOtherJsonIfItExpectsAnObject(String body, String what) throws IOException {
        webhook("expect: json-object");
        assertAnswers(
                "message: '%s'".formatted(body),
                "{answer: {status: 400, body: {contains: 'The body is %s, and not a JSON object'}}}".formatted(what));
    }

    @Test
    void makesFieldsOfAForm() throws IOException {
        webhook("expect: form");
        assertAnswers(
                "message: 'name=Ana+Paz&color=red&color=blue', headers: {Content-Type: application/x-www-form-urlencoded}",
                "{messages: {hooks: [{name: Ana Paz, color: [red, blue]}]}}");
        assertAnswers("message: {a: 1}", "{answer: {status: 400, body: {contains: The body is no form}}}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    thanks          | thanks          | text/plain; charset=utf-8
                    '{"ok":{"a":1}}'| '{"ok":{"a":1}}'| application/json
                    '"yes"'         | '"yes"'         | text/plain; charset=utf-8
                    '#thanks'       | '#thanks'       | text/plain; charset=utf-8
                    'got ${body}'   | 'got {"a":1}'   | text/plain; charset=utf-8
                    '{"id":"${header.id}"}' | '{"id":""}' | application/json
                    """)
    void answersWhatItIsToldToWithATypeThatIsTrue(String answer, String body, String type) throws IOException {
        webhook("status: 200", "answer: '%s'".formatted(answer));
        assertAnswers(
                "message: {a: 1}",
                "{messages: {hooks: [{a: 1}]}, answer: {status: 200, body: '%s', headers: {Content-Type: %s}}}"
                        .formatted(body, type));
    }

    /** Without a line in META-INF, Camel sets the properties by reflection and takes `#x` for the name of a bean. */
    @Test
    void camelFindsWhoSetsThePropertiesOfEachBeanOfAKamelet() throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            assertThat(sources.map(source -> source.getFileName().toString())
                            .filter(name -> name.endsWith("Configurer.java"))
                            .map(name -> name.replace("Configurer.java", "")))
                    .isNotEmpty()
                    .allSatisfy(bean -> assertThat(
                                    Path.of("src/main/resources/META-INF/services/org/apache/camel/configurer", bean))
                            .exists());
        }
    }

    @Test
    void leavesAnAnswerEmptyThatCannotBeSaidOnceItsMessageIsAccepted() throws IOException {
        webhook("status: 200", "answer: 'x${body.nope}'");
        assertAnswers("message: {a: 1}", "{messages: {hooks: [{a: 1}]}, answer: {status: 200, body: ''}}");
    }

    @Test
    void answersWithWhatTheRouteLeavesIfItIsToldTo() throws IOException {
        webhook("- setBody: {simple: 'hello ${header.who}'}", new String[] {"answer: '${body}'", "status: 200"});
        assertAnswers("message: {a: 1}, headers: {who: Ana}", "{answer: {status: 200, body: hello Ana}}");
    }

    @Test
    void answersTheSameWhenARouteEndsBefore() throws IOException {
        webhook("- stop: {}", new String[0]);
        assertAnswers("message: {a: 1}", "{answer: {status: 202, body: {accepted: true}}}");
    }

    @Test
    void letsARouteRefuseWhatItDoesNotWant() throws IOException {
        webhook("""
                - setHeader: {name: CamelHttpResponseCode, constant: 403}
                - setBody: {constant: not you}
                - stop: {}""", new String[0]);
        assertAnswers("message: {a: 1}", "{answer: {status: 403, body: not you}}");
    }

    @Test
    void letsARouteRefuseWhatFailed() throws IOException {
        webhook("""
                - onException:
                    exception: [java.io.IOException]
                    handled: {constant: true}
                    steps:
                      - setHeader: {name: CamelHttpResponseCode, constant: 409}
                      - setBody: {constant: taken}
                - throwException: {exceptionType: java.io.IOException, message: boom}""", new String[0]);
        assertAnswers("message: {a: 1}", "{answer: {status: 409, body: taken}}");
    }

    @Test
    void refusesWhatRootSocketWouldNotTake() throws IOException {
        webhook("expect: any");
        assertAnswers("message: ''", "{answer: {status: 422, body: {contains: The body is empty}}}");
    }

    @Test
    void takesOnlyTheMethodsThatItNames() throws IOException {
        webhook("method: PUT,PATCH");
        assertAnswers("message: {a: 1}", "{answer: {status: 405}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"github", "slack", "stripe", "shopify"})
    void takesWhatItsSenderSignsAndNothingElse(String sender) throws IOException {
        webhook("signature: " + sender, "secret: '{{hook.secret}}'", "formerSecrets: '{{hook.old:}}'");
        assertThat(failure("""
                settings: {hook.secret: "new #bean:x&{{y}}", hook.old: "older\\nold"}
                tests:
                  - name: takes both
                    given:
                      - {webhook: POST /hook, message: {a: 1}, signed: {as: SENDER, secret: "new #bean:x&{{y}}"}}
                      - {webhook: POST /hook, message: {a: 2}, signed: {as: SENDER, secret: old}}
                      - {webhook: POST /hook, message: {a: 3}, signed: {as: SENDER, secret: ol}}
                    expect: {messages: {hooks: [{a: 1}, {a: 2}]}, answer: {status: 401}}
                """.replace("SENDER", sender))).isEmpty();
    }

    @Test
    void takesAPlainSignatureAsItIsSaidToBeWritten() throws IOException {
        webhook(
                "signature: hmac",
                "secret: '{{hook.secret}}'",
                "header: X-Sig",
                "encoding: base64",
                "algorithm: sha512");
        assertThat(failure("""
                settings: {hook.secret: s3cret}
                tests:
                  - name: takes it
                    given:
                      webhook: POST /hook
                      message: {a: 1}
                      signed: {as: hmac, secret: s3cret, header: X-Sig, encoding: base64, algorithm: sha512}
                    expect: {messages: {hooks: [{a: 1}]}}
                """)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-01T12:05:00Z,202",
        "2026-01-01T11:55:00Z,202",
        "2026-01-01T12:05:01Z,401",
        "2026-01-01T11:54:59Z,401"
    })
    void takesNothingThatWasSignedTooFarFromNow(String at, int status) throws IOException {
        webhook("signature: stripe", "secret: '{{hook.secret}}'");
        assertThat(failure("""
                settings: {hook.secret: s3cret}
                tests:
                  - name: looks at the time
                    given: {webhook: POST /hook, message: {a: 1}, signed: {as: stripe, secret: s3cret, at: "%s"}}
                    expect: {answer: {status: %d}%s}
                """.formatted(at, status, status == 202 ? ", messages: {hooks: [{a: 1}]}" : "")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"stripe", "slack", "standard-webhooks"})
    void sendsWhatIsSignedOnceOnlyOnceAndAnswersTheSame(String sender) throws IOException {
        webhook("signature: " + sender, "secret: '{{hook.secret}}'", "answer: got it");
        assertThat(failure("""
                settings: {hook.secret: whsec_c2VjcmV0}
                tests:
                  - name: sends it once
                    given:
                      - &call {webhook: POST /hook, message: {a: 1}, signed: {as: SENDER, secret: whsec_c2VjcmV0, id: msg_1, at: "2026-01-01T12:00:00Z"}}
                      - *call
                    expect: {messages: {hooks: [{a: 1}]}, answer: {status: 202, body: got it}}
                """.replace("SENDER", sender))).isEmpty();
    }

    @Test
    void takesAgainWhatItDidNotAccept() throws IOException {
        webhook(
                "- choice: {when: [{simple: \"${header.now} == 'no'\", steps: [{throwException: {exceptionType: java.io.IOException, message: not now}}]}]}\n- to: rootsocket:message?channel=hooks",
                new String[] {"signature: stripe", "secret: '{{hook.secret}}'"});
        assertThat(failure("""
                settings: {hook.secret: s3cret}
                tests:
                  - name: takes it the second time
                    given:
                      - {webhook: POST /hook, message: {a: 1}, headers: {now: "no"}, signed: {as: stripe, secret: s3cret}}
                      - {webhook: POST /hook, message: {a: 1}, signed: {as: stripe, secret: s3cret}}
                    expect: {messages: {hooks: [{a: 1}]}, answer: {status: 202}, deadLetters: [route]}
                """)).isEmpty();
    }

    @Test
    void answersSlacksChallenge() throws IOException {
        webhook("signature: slack", "secret: '{{hook.secret}}'");
        String challenge = "{type: url_verification, challenge: 3eZbrw1a}";
        assertThat(failure("""
                settings: {hook.secret: s3cret}
                tests:
                  - name: answers it
                    given: {webhook: POST /hook, message: %s, signed: {as: slack, secret: s3cret}}
                    expect: {answer: {status: 200, body: 3eZbrw1a, headers: {Content-Type: text/plain; charset=utf-8}}}
                """.formatted(challenge))).isEmpty();
        assertThat(failure("""
                settings: {hook.secret: s3cret}
                tests:
                  - name: answers nobody else's
                    given: {webhook: POST /hook, message: %s, signed: {as: slack, secret: other}}
                    expect: {answer: {status: 401}}
                """.formatted(challenge))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    signature: github | '' | has no secret
                    signature: github | ' ' | has no secret
                    status: 200       | s3cret | nothing says how it signs
                    signature: hmac   | s3cret | Nothing says where the signature is
                    signature: standard-webhooks | whsec_! | none of Standard Webhooks
                    """)
    void doesNotStartIfItCouldNotTellWhoHasSigned(String parameter, String secret, String why) throws IOException {
        webhook(parameter, "secret: '{{hook.secret}}'");
        assertThat(failure("""
                settings: {hook.secret: "%s"}
                tests:
                  - name: starts
                    given: {webhook: POST /hook, message: {a: 1}}
                """.formatted(secret))).singleElement().asString().contains("the routes did not start", why);
    }
}
