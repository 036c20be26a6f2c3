package io.rootsocket.hub.routetest;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.testing.RunningHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VirtualNowTest {

    @TempDir
    Path folder;

    /** What a route asks for, and what it gets at 2031-05-06T09:00:00Z. */
    private static final List<List<String>> ASKED = List.of(
            List.of("${date:now:yyyy-MM-dd}", "2031-05-06"),
            List.of("on ${date:now:dd.MM.} or ${date:now+24h:dd.MM.}", "on 06.05. or 07.05."),
            List.of("${date:now-1h+30m:HH.mm}", "08.30"),
            List.of("${date-with-timezone:now:Asia/Tokyo:HH.mm}", "18.00"),
            List.of("${date-with-timezone:now-1h:Asia/Tokyo:HH.mm}", "17.00"),
            List.of("${date:millis}", "1935824400000"),
            List.of("${date:millis+1s}", "1935824401000"),
            List.of("${date:millis:yyyy}", "2031"),
            List.of("${long:date:now}", "1935824400000"),
            List.of("$simple{date:now:yyyy}", "2031"),
            List.of("${uppercase(${date:now:yyyy})}", "2031"),
            List.of("${variable.format}", "date:now:yyyy"),
            List.of("resource:file:{{text}}", "from a file in 2031"));

    @Test
    void isTheTestsTimeInEveryFormInWhichItCanBeAskedFor() throws IOException {
        Path text = Files.writeString(folder.resolve("text.txt"), "from a file in ${date:now:yyyy}");
        String steps = String.join(
                "", ASKED.stream().map(asked -> """
                        - setBody: {simple: "%s"}
                        - to: rootsocket:message?channel=hello
                """.formatted(asked.get(0))).toList());
        RunningHub.route(folder, "hello.yaml", """
                - route:
                    id: hello
                    from:
                      uri: schedule:hello?cron=0+0+9+*+*+?&zone=UTC
                      steps:
                        - setVariable: {name: format, constant: "date:now:yyyy"}
                """ + steps);
        String said = ASKED.stream()
                .map(asked -> "\"" + asked.get(1) + "\"")
                .reduce((one, other) -> one + ", " + other)
                .orElseThrow();

        assertThat(failure("""
                settings: {text: "%s"}
                tests:
                  - name: says the time
                    given: {instant: "2031-05-06T09:00:00Z"}
                    expect: {messages: {hello: [%s]}}
                """.formatted(text, said))).isEmpty();
    }

    @Test
    void decidesWhatARouteDoesAndHowItNamesAFile() throws IOException {
        RunningHub.route(folder, "hello.yaml", """
                - route:
                    id: hello
                    from:
                      uri: schedule:hello?cron=0+0+9+*+*+?&zone=UTC
                      steps:
                        - filter:
                            simple: "${date:now:yyyy} == '2031'"
                            steps:
                              - setBody: {constant: x}
                              - to: file:out?fileName=${date:now:yyyy-MM-dd}.txt
                """);

        assertThat(failure("""
                tests:
                  - name: writes
                    given: {instant: "2031-05-06T09:00:00Z"}
                    expect: {files: [out/2031-05-06.txt]}
                """)).isEmpty();
    }

    private List<String> failure(String yaml) throws IOException {
        Path tests = Files.createDirectories(folder.resolve("routes/tests"));
        Path file = Files.writeString(tests.resolve("hello.test.yaml"), yaml);
        return new RouteTests(folder.resolve("routes")).run(file).get(0).failure();
    }
}
