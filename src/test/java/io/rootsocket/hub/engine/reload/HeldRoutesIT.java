package io.rootsocket.hub.engine.reload;

import static io.rootsocket.hub.testing.RunningHub.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.engine.HubExtension;
import io.rootsocket.hub.engine.HubSettings;
import io.rootsocket.hub.sandbox.Sandbox;
import io.rootsocket.hub.sandbox.SandboxSettings;
import io.rootsocket.hub.testing.RunningHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of which a later route fails, late, does nothing until then. */
class HeldRoutesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final String EAGER = """
            - route:
                id: %1$s
                from:
                  uri: %2$s
                  steps:
                    - to: late:reached
                    - setBody:
                        constant: now
                    - to: rootsocket:message?channel=%1$s
            """;

    private static final String NEVER = """
            - route:
                id: never
                from:
                  uri: late:starts
                  steps:
                    - log: never
            """;

    @TempDir
    Path folder;

    private final LateComponent late = new LateComponent();
    private Sandbox sandbox;

    @BeforeEach
    void startSandbox() {
        sandbox = Sandbox.start(SandboxSettings.defaults().withPort(0));
    }

    @AfterEach
    void stopSandbox() {
        sandbox.close();
    }

    private RunningHub start() {
        HubExtension withLate = new HubExtension() {
            @Override
            public void attach(CamelContext camel, HubSettings settings) {
                camel.addComponent("late", late);
            }
        };
        return RunningHub.start(folder, sandbox.apiUrl(), sandbox.key(), Map.of(), withLate);
    }

    private static String eager(String id, String from) {
        return EAGER.formatted(id, from);
    }

    private static String whole() {
        return eager("whole", "timer:whole?delay=0&repeatCount=1").replace("        - to: late:reached\n", "");
    }

    private String inbox() throws IOException {
        Files.createDirectories(folder.resolve("inbox"));
        Files.writeString(folder.resolve("inbox/there-before.txt"), "too early");
        return "file:%s?initialDelay=0&delay=50".formatted(folder.resolve("inbox"));
    }

    private void didNothing(RunningHub hub) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(sandbox.messages("whole")).hasSize(1));
        assertThat(late.wasReached()).isFalse();
        assertThat(sandbox.messages("early")).isEmpty();
        assertThat(hub.deadLetters()).isEmpty();
    }

    @Test
    void aClockOfAFileThatFailsSendsNothingAtTheStart() {
        route(folder, "a-fails.yaml", eager("early", "timer:early?delay=0&period=50") + NEVER);
        route(folder, "b-whole.yaml", whole());

        try (RunningHub hub = start()) {
            didNothing(hub);
        }
    }

    @Test
    void aSourceOfAFileThatFailsGetsBackWhatItBrought() throws Exception {
        route(folder, "a-fails.yaml", eager("early", inbox()) + NEVER);
        route(folder, "b-whole.yaml", whole());

        try (RunningHub hub = start()) {
            didNothing(hub);
            assertThat(folder.resolve("inbox/there-before.txt")).exists();
        }
    }

    @Test
    void aNewFileThatFailsSendsNothingInAReload() throws Exception {
        route(folder, "there.yaml", eager("there", "direct:there"));
        try (RunningHub hub = start()) {
            route(folder, "a-fails.yaml", eager("early", inbox()) + eager("soon", "timer:soon?delay=0") + NEVER);

            assertThat(hub.reload().reload().problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.message()).contains("starts never"));
            Files.delete(folder.resolve("routes/a-fails.yaml"));
            route(folder, "b-whole.yaml", whole());
            didNothing(hub);
            assertThat(folder.resolve("inbox/there-before.txt")).exists();
        }
    }
}
