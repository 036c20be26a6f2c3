package io.rootsocket.hub.schedule;

import static io.rootsocket.hub.testing.RunningHub.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.testing.RunningHub;
import io.rootsocket.hub.testing.SandboxExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ScheduleIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    @TempDir
    Path folder;

    private RunningHub start() {
        return RunningHub.start(folder, SANDBOX.apiUrl(), SANDBOX.key(), Map.of());
    }

    private static void clock(Path folder, String id, String uri) {
        route(folder, id + ".yaml", """
                - route:
                    id: %s
                    from:
                      uri: "%s"
                      steps:
                        - setBody:
                            simple: "${header.CamelRootSocketOccurrence}"
                        - to: rootsocket:message?channel=%s
                """.formatted(id, uri, id));
    }

    @Test
    void firesWhatScheduleQuartzAndCronSay() {
        clock(folder, "own", "schedule:own?every=1s");
        clock(folder, "quartz", "quartz:any/name?cron=*+*+*+*+*+?");
        clock(folder, "cron", "cron:tick?schedule=*+*+*+*+*+?");

        try (var hub = start().withoutProblems()) {
            for (String route : List.of("own", "quartz", "cron")) {
                await().atMost(TIMEOUT)
                        .untilAsserted(() -> assertThat(SANDBOX.received(route)).hasSizeGreaterThan(2));
                assertThat(SANDBOX.received(route))
                        .doesNotHaveDuplicates()
                        .allSatisfy(key -> assertThat(key).startsWith(route + "@"));
            }
            assertThat(hub.status().nextFires()).extracting(NextFire::routeId).containsOnly("own", "quartz", "cron");
        }
    }
}
