package io.rootsocket.hub.polling;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.routetest.RouteTests;
import io.rootsocket.hub.testing.RunningHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kamelet {@code poll} in routes, as `hub test` runs them: the test says what the server answers. */
class PollKameletTest {

    @TempDir
    Path folder;

    private void route(String parameters) {
        RunningHub.route(
                folder, "weather.yaml", """
                - route:
                    id: weather
                    from:
                      uri: kamelet:poll
                      parameters:
                        url: http://weather.example/now
                        every: 30s
                %s
                      steps:
                        - to: rootsocket:message?channel=weather
                """.formatted(parameters.indent(8).stripTrailing()));
    }

    /** Asks at each half minute for as long as there are answers, once each. */
    private List<String> failure(int times, String answers, String expect) throws IOException {
        var test = new StringBuilder("tests:\n  - name: polls\n    given:\n");
        for (int i = 0; i < times; i++) {
            test.append("      - instant: \"2026-01-12T09:%02d:%02dZ\"%n".formatted(i / 2, i % 2 * 30));
        }
        test.append("    answers:\n").append(answers.indent(6));
        test.append("    expect: %s%n".formatted(expect));
        Path tests = Files.createDirectories(folder.resolve("routes/tests"));
        Path file = Files.writeString(tests.resolve("weather.test.yaml"), test);
        return new RouteTests(folder.resolve("routes")).run(file).get(0).failure();
    }

    @Test
    void saysWhatIsMissingWhereTheServerIsAskedAndNothingAnswers() throws IOException {
        route("");

        assertThat(failure(1, "- {from: http://other.example, body: A}", "{}"))
                .contains("  sent to http:weather.example/now:")
                .anySatisfy(line -> assertThat(line).startsWith("  + (no body;").contains("`answers`"));
    }

    @Test
    void goesOnWithWhatIsAnotherThanBefore() throws IOException {
        route("");

        assertThat(failure(5, """
                - {from: http://weather.example/now, body: A, times: 2}
                - {from: http://weather.example/now, body: B}
                - {from: http://weather.example/now, body: A}
                """, "{messages: {weather: [A, B, A]}}")).isEmpty();
    }

    @Test
    void comparesOneField() throws IOException {
        route("value: .temperature");

        assertThat(failure(3, """
                - {from: http://weather.example/now, body: {temperature: 1, at: 1}}
                - {from: http://weather.example/now, body: {temperature: 1, at: 2}}
                - {from: http://weather.example/now, body: {temperature: 2, at: 3}}
                """, "{messages: {weather: [{temperature: 1, at: 1}, {temperature: 2, at: 3}]}}"))
                .isEmpty();
    }

    @Test
    void failuresLeaveNoDeadLetterAndDoNotCountAsChanges() throws IOException {
        route("");

        assertThat(failure(5, """
                - {from: http://weather.example/now, body: A}
                - {from: http://weather.example/now, failure: Connection refused}
                - {from: http://weather.example/now, status: 503, body: Sorry}
                - {from: http://weather.example/now, body: A}
                - {from: http://weather.example/now, body: B}
                """, "{messages: {weather: [A, B]}}")).isEmpty();
    }

    @Test
    void theFirstAnswerMayBeKeptQuiet() throws IOException {
        route("first: quiet");

        assertThat(failure(3, """
                - {from: http://weather.example/now, body: A, times: 2}
                - {from: http://weather.example/now, body: B}
                """, "{messages: {weather: [B]}}")).isEmpty();
    }

    @Test
    void anAnswerThatIsNotJsonIsAFailureOfTheServers() throws IOException {
        route("value: .temperature");

        assertThat(failure(2, """
                - {from: http://weather.example/now, body: <html>Sorry</html>}
                - {from: http://weather.example/now, body: {temperature: 1}}
                """, "{messages: {weather: [{temperature: 1}]}}")).isEmpty();
    }

    @Test
    void everyAnswerGoesOnIfSo() throws IOException {
        route("changesOnly: false");

        assertThat(failure(2, "- {from: http://weather.example/now, body: A}", "{messages: {weather: [A, A]}}"))
                .isEmpty();
    }

    @Test
    void anAnswerThatNobodyAskedForIsTold() throws IOException {
        route("");

        assertThat(failure(1, """
                - {from: http://weather.example/now, body: A}
                - {from: http://weather.example/then, body: B}
                """, "{messages: {weather: [A]}}"))
                .containsExactly("  nobody has asked `http://weather.example/then`, which was to answer");
    }
}
