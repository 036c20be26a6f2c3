package io.rootsocket.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rootsocket.hub.sandbox.Sandbox;
import io.rootsocket.hub.sandbox.SandboxSettings;
import io.rootsocket.hub.testing.HubProcess;
import io.rootsocket.hub.testing.HubTree;
import io.rootsocket.hub.testing.ManualRow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a route says of itself is seen, in each format. */
@ManualRow({
    "a line break or an escape in what is logged",
    "an escape, U+202E, a zero-width character in a file name, a route id, a dead letter"
})
class LogIT {

    @TempDir
    Path folder;

    @Test
    void showsAFailureOnceInOneLineThatNobodyCanForge() throws Exception {
        Path routes = Files.createDirectory(folder.resolve("routes"));
        Files.writeString(routes.resolve("fails.yaml"), """
                - route:
                    id: breaker
                    from:
                      uri: timer:breaker
                      parameters: {repeatCount: 1}
                      steps:
                        - circuitBreaker:
                            steps:
                              - throwException:
                                  exceptionType: java.io.IOException
                                  message: "oops\\n00:00:00.000 ERROR Hub forged\\u001b[2J"
                - route:
                    id: logs
                    from:
                      uri: timer:logs
                      parameters: {repeatCount: 1}
                      steps:
                        - setBody: {constant: "said\\n00:00:00.000 ERROR Hub forged"}
                        - log: ${body}
                        - to: direct:nobody
                - route:
                    id: greet
                    from:
                      uri: timer:greet
                      parameters: {repeatCount: 1}
                      steps:
                        - log: hello
                - route:
                    id: direct
                    from:
                      uri: file:inbox
                      steps:
                        - unmarshal: {json: {library: Jackson}}
                """.replace(
                        "file:inbox", "file:" + folder.resolve("inbox") + "?initialDelay=0")
                .replace("direct:nobody", "log:end"));
        Files.writeString(Files.createDirectory(folder.resolve("inbox")).resolve("bad.json"), "nope");
        try (var sandbox = Sandbox.start(SandboxSettings.defaults().withPort(0));
                var hub = HubProcess.start(folder, routes, sandbox, Map.of())) {
            hub.awaitStart();
            await().untilAsserted(() ->
                    assertThat(hub.log()).contains("oops", "said", "INFO  greet hello", "Unrecognized token"));

            assertThat(hub.log()).doesNotContain("\u001b[2J", "\tat ");
            assertThat(hub.log().lines()).noneMatch(line -> line.startsWith("00:00:00.000"));
            assertThat(hub.log().lines().filter(line -> line.contains("oops"))).hasSize(1);
            assertThat(hub.log().lines().filter(line -> line.contains("Unrecognized token")))
                    .hasSize(1);
        }
    }

    /** Whatever prints: the first screen, a route, a library, a failure, a stop. */
    @Test
    void printsNothingButJsonWhereAProgramReadsTheLog() throws Exception {
        try (var tree = HubTree.empty(folder).with("HUB_LOG", "json").route("prints.yaml", """
                        - route:
                            id: fails
                            from:
                              uri: timer:fails
                              parameters: {repeatCount: 1}
                              steps:
                                - throwException:
                                    exceptionType: java.lang.IllegalStateException
                                    message: "first\nsecond"
                        - route:
                            id: prints
                            from:
                              uri: timer:prints
                              parameters: {repeatCount: 1}
                              steps:
                                - transform: {constant: one}
                                - log: hello
                                - to: rootsocket:message?channel=printed
                        """)) {
            var hub = tree.run();
            await().untilAsserted(() -> assertThat(hub.err()).contains("second", "hello"));
            hub.stop();

            assertAllJson(hub.out());
            assertAllJson(hub.err());
            assertThat(hub.err().lines())
                    .anyMatch(line -> line.contains("hello") && line.contains("\"camel.routeId\":\"prints\""));
            assertThat(hub.out()).contains("RootSocket Hub ", "Ctrl-C stops.");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "./hub run --bogus, 2",
        "./hub run --port abc, 4",
        "HUB_LOG=JSON ./hub sandbox --port x, 2",
        "HUB_LOG_LEVEL=loud ./hub run, 4"
    })
    void saysAlsoInJsonWhyItDoesNotStart(String line, int exitCode) {
        try (var tree = HubTree.empty(folder).with("HUB_LOG", "json")) {
            var hub = tree.start(line).awaitEnd();

            assertThat(hub.exitCode()).isEqualTo(exitCode);
            assertThat(hub.err()).isNotBlank();
            assertAllJson(hub.out());
            assertAllJson(hub.err());
        }
    }

    /** What Java itself would print: that it does not know an option, and that it ends for want of memory. */
    @Test
    void printsNothingButJsonWhenJavaRefusesItsOptions() {
        try (var tree = HubTree.empty(folder).with("HUB_LOG", "json").with("JAVA_OPTS", "-XX:+Bogus")) {
            var hub = tree.start("./hub run").awaitEnd();

            assertThat(hub.exitCode()).isEqualTo(4);
            assertThat(hub.out()).isEmpty();
            assertThat(hub.err()).contains("Bogus", "JAVA_OPTS");
            assertAllJson(hub.err());
        }
    }

    @Test
    void printsNothingButJsonWhenTheMemoryIsExhausted() {
        try (var tree = HubTree.empty(folder)
                .with("HUB_LOG", "json")
                .with("JAVA_OPTS", HubTree.quickly("-Xmx160m -Xverify:none"))
                .route("greedy.yaml", """
                        - route:
                            id: greedy
                            from:
                              uri: platform-http:/greedy
                              steps:
                                - setBody: {constant: "twice as much each time"}
                                - loop: {constant: 60, steps: [{setBody: {simple: "${body}${body}"}}]}
                        """)) {
            var hub = tree.run();
            tree.start("curl -s http://localhost:%d/greedy".formatted(tree.port("HUB_PORT")));

            assertThat(hub.awaitEnd().exitCode()).isEqualTo(3);
            assertAllJson(hub.out());
            assertAllJson(hub.err());
            assertThat(hub.err()).contains("The memory is exhausted.");
        }
    }

    private static void assertAllJson(String text) {
        assertThat(text.lines())
                .allSatisfy(line -> assertThat(new ObjectMapper().readTree(line).has("message"))
                        .as(line)
                        .isTrue());
    }
}
