package io.rootsocket.hub.cli;

import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.sandbox.Sandbox;
import io.rootsocket.hub.sandbox.SandboxSettings;
import io.rootsocket.hub.testing.HubProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a route says of itself is seen, in each format. */
class LogIT {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"text, 'INFO  greet hello'", "json, '\"camel.routeId\":\"greet\"'"})
    void showsWhatARouteLogs(String format, String expected) throws Exception {
        Path routes = Files.createDirectory(folder.resolve("routes"));
        Files.writeString(routes.resolve("greet.yaml"), """
                - route:
                    id: greet
                    from:
                      uri: timer:greet
                      parameters: {repeatCount: 1}
                      steps:
                        - log: hello
                """);
        try (var sandbox = Sandbox.start(SandboxSettings.defaults().withPort(0));
                var hub = HubProcess.start(folder, routes, sandbox, Map.of("HUB_LOG", format))) {
            hub.awaitStart();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> hub.log().lines().anyMatch(line -> line.contains("hello") && line.contains(expected)));
        }
    }
}
