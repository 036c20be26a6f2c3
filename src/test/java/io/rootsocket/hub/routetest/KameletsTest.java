package io.rootsocket.hub.routetest;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.protocol.Wire;
import io.rootsocket.hub.testing.Hmac;
import io.rootsocket.hub.testing.RunningHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The hub's own kamelets, each in a route. */
class KameletsTest {

    @TempDir
    Path folder;

    private List<String> failure(String test) throws IOException {
        Path tests = Files.createDirectories(folder.resolve("routes/tests"));
        Path file = Files.writeString(tests.resolve("route.test.yaml"), test);
        return new RouteTests(folder.resolve("routes")).run(file).get(0).failure();
    }

    private void signedWebhook() {
        RunningHub.route(folder, "route.yaml", """
                - route:
                    from:
                      uri: kamelet:signed-webhook
                      parameters:
                        path: /signed
                        secret: "{{webhook.secret}}"
                      steps:
                        - to: kamelet:send-message?channel=signed
                """);
    }

    @Test
    void aSignedWebhookPassesAndIsAccepted() throws Exception {
        signedWebhook();
        String signature = Hmac.hex("open sesame", "hello");

        assertThat(failure("""
                settings: {webhook.secret: open sesame}
                tests:
                  - name: passes
                    given: {webhook: POST /signed, message: hello, headers: {X-Hub-Signature-256: sha256=%s}}
                    expect:
                      answer: {status: 202, body: {accepted: true}}
                      messages: {signed: [hello]}
                """.formatted(signature))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a&b", "a{{b}}c", "#class:foo", "RAW(x)", "back\\slash", "line\nbreak"})
    void aSignedWebhookTakesASecretAsItIs(String secret) throws Exception {
        signedWebhook();

        assertThat(failure("""
                settings: {webhook.secret: %s}
                tests:
                  - name: passes
                    given: {webhook: POST /signed, message: hello, headers: {X-Hub-Signature-256: sha256=%s}}
                    expect:
                      answer: {status: 202, body: {accepted: true}}
                      messages: {signed: [hello]}
                """.formatted(Wire.writeText(secret), Hmac.hex(secret, "hello"))))
                .isEmpty();
    }

    @Test
    void aWebhookWithAWrongSignatureIsRefusedAndSendsNothing() throws Exception {
        signedWebhook();
        String signature = Hmac.hex("open sesame", "something else");

        assertThat(failure("""
                settings: {webhook.secret: open sesame}
                tests:
                  - name: is refused
                    given: {webhook: POST /signed, message: hello, headers: {X-Hub-Signature-256: sha256=%s}}
                    expect: {answer: {status: 401}}
                """.formatted(signature))).isEmpty();
    }

    @Test
    void aWebhookWithoutASignatureIsRefused() throws Exception {
        signedWebhook();

        assertThat(failure("""
                settings: {webhook.secret: open sesame}
                tests:
                  - name: is refused
                    given: {webhook: POST /signed, message: hello}
                    expect: {answer: {status: 401}}
                """)).isEmpty();
    }

    @Test
    void theTokenBrokerAnswersWithATokenForItsOrigin() throws IOException {
        RunningHub.route(folder, "route.yaml", """
                - route:
                    from:
                      uri: platform-http:/connections
                      steps:
                        - to: kamelet:token-broker?operation=connection&origin=https://app.example.com
                """);

        assertThat(failure("""
                tests:
                  - name: gives a token
                    given: {webhook: POST /connections}
                    expect:
                      answer:
                        status: 200
                        body: {token: connection-token}
                        headers: {Access-Control-Allow-Origin: https://app.example.com}
                """)).isEmpty();
    }

    @Test
    void aKameletOfTheClassPathNeedsNoFileInTheFolder() throws IOException {
        RunningHub.route(folder, "route.yaml", """
                - route:
                    id: daily
                    from:
                      uri: kamelet:test-every-day
                      steps:
                        - to: kamelet:send-message?channel=daily
                """);

        assertThat(failure("""
                tests:
                  - name: is due at nine
                    given: {instant: "2026-01-02T09:00:00Z"}
                    expect: {messages: {daily: [Good morning]}}
                """)).isEmpty();
    }
}
