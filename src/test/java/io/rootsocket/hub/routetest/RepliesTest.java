package io.rootsocket.hub.routetest;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.testing.RunningHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A test says what others answer: servers, databases, mailboxes. */
class RepliesTest {

    @TempDir
    Path folder;

    private void route(String steps) {
        RunningHub.route(folder, "asks.yaml", """
                - route:
                    id: asks
                    from:
                      uri: schedule:poll/asks?every=30s
                      steps:
                %s
                        - to: rootsocket:message?channel=asks
                """.formatted(steps.indent(8).stripTrailing()));
    }

    private List<String> failure(String answers, String expect) throws IOException {
        Path tests = Files.createDirectories(folder.resolve("routes/tests"));
        Path file = Files.writeString(tests.resolve("asks.test.yaml"), """
                tests:
                  - name: asks
                    given: {instant: "2026-01-12T09:00:00Z"}
                    answers: %s
                    expect: %s
                """.formatted(answers, expect));
        return new RouteTests(folder.resolve("routes")).run(file).get(0).failure();
    }

    @Test
    void aServerAnswersWhatTheTestSays() throws IOException {
        route("""
                - to: "http:localhost:1/now?throwExceptionOnFailure=true"
                - convertBodyTo: {type: String}
                """);

        assertThat(failure("{from: http://localhost:1/now, body: sunny}", "{messages: {asks: [sunny]}}"))
                .isEmpty();
    }

    @Test
    void aServerMayFailAsRealOnesDo() throws IOException {
        route("""
                - doTry:
                    steps:
                      - to: https://example.com/now
                    doCatch:
                      - exception: [org.apache.camel.http.base.HttpOperationFailedException]
                        steps:
                          - setBody: {simple: "${exception.statusCode}"}
                """);

        assertThat(failure("{from: https://example.com/now, status: 503}", "{messages: {asks: ['503']}}"))
                .isEmpty();
    }

    @Test
    void aServerMayBeAway() throws IOException {
        route("""
                - doTry:
                    steps:
                      - to: https://example.com/now
                    doCatch:
                      - exception: [java.net.ConnectException]
                        steps:
                          - setBody: {simple: "${exception.message}"}
                """);

        assertThat(failure("{from: https://example.com/now, failure: refused}", "{messages: {asks: [refused]}}"))
                .isEmpty();
    }

    @Test
    void aDatabaseAnswersWithRows() throws IOException {
        route("""
                - to: "sql:select name from guests where room = 5"
                - setBody: {simple: "${body[0][name]}"}
                """);

        assertThat(failure(
                        "{from: sql:select name from guests where room = 5, body: [{name: Ana}]}",
                        "{messages: {asks: [Ana]}}"))
                .isEmpty();
    }

    @Test
    void aMailboxGivesWhatItHolds() throws IOException {
        route("""
                - pollEnrich: {constant: "imaps:mail.example.com?username=ana", timeout: 0}
                """);

        assertThat(failure(
                        "{from: imaps:mail.example.com, body: Hello, headers: {Subject: Hi}}",
                        "{messages: {asks: [Hello]}}"))
                .isEmpty();
    }

    @Test
    void aMessageComesFromAnAddressElsewhere() throws IOException {
        RunningHub.route(folder, "asks.yaml", """
                - route:
                    id: asks
                    from:
                      uri: kafka:orders?brokers=localhost:1
                      steps:
                        - to: rootsocket:message?channel=asks
                """);
        Path tests = Files.createDirectories(folder.resolve("routes/tests"));
        Path file = Files.writeString(tests.resolve("asks.test.yaml"), """
                tests:
                  - name: comes
                    given: {from: kafka:orders, message: one}
                    expect: {messages: {asks: [one]}}
                """);

        assertThat(new RouteTests(folder.resolve("routes")).run(file).get(0).failure())
                .isEmpty();
    }
}
