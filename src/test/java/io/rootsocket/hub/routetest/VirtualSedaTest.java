package io.rootsocket.hub.routetest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class VirtualSedaTest {

    private static final String ROUTES = """
            - route:
                id: call
                from:
                  uri: platform-http:/call
                  steps:
                    - to: seda:later?size=10%s
            - route:
                id: later
                from:
                  uri: seda:later?concurrentConsumers=3
                  steps:
                    - filter:
                        simple: ${body} contains 'bad'
                        steps:
                          - throwException: {exceptionType: java.lang.IllegalStateException, message: it is bad}
                    - to: rootsocket:message?channel=later
                    - setBody: {simple: 'took ${body}'}
            """;

    @TempDir
    Path folder;

    private List<String> failures(String options, String message, String expected) throws IOException {
        Files.writeString(folder.resolve("seda.yaml"), ROUTES.formatted(options));
        Path file = Files.createDirectories(folder.resolve("tests")).resolve("seda.test.yaml");
        Files.writeString(file, """
                tests:
                  - name: by a queue in memory
                    given: {webhook: POST /call, message: %s}
                    expect: %s
                """.formatted(message, expected));
        return new RouteTests(folder)
                .run(file).stream()
                        .flatMap(outcome -> outcome.failure().stream())
                        .toList();
    }

    @Test
    void takesWhatWasSentAndAnswersAsWhoTookIt() throws IOException {
        assertThat(failures("", "one", "{messages: {later: [one]}, answer: {status: 200, body: took one}}"))
                .isEmpty();
    }

    @Test
    void leavesToWhoDoesNotWaitWhatItHad() throws IOException {
        assertThat(failures("&waitForTaskToComplete=Never", "one", "{messages: {later: [one]}, answer: {body: one}}"))
                .isEmpty();
    }

    @Test
    void makesADeadLetterOfWhatNobodyWaitsFor() throws IOException {
        assertThat(failures("&waitForTaskToComplete=Never", "bad", "{deadLetters: [route]}"))
                .isEmpty();
    }

    @Test
    void keepsWhatNobodyTakes() throws IOException {
        Files.writeString(
                folder.resolve("other.yaml"), ROUTES.formatted("").replace("seda:later?size", "seda:nobody?size"));
        Path file = Files.createDirectories(folder.resolve("tests")).resolve("other.test.yaml");
        Files.writeString(file, """
                tests:
                  - name: nobody takes it
                    given: {webhook: POST /call, message: one}
                    expect: {messages: {}}
                """);

        assertThat(new RouteTests(folder).run(file)).allMatch(TestOutcome::passed);
    }
}
