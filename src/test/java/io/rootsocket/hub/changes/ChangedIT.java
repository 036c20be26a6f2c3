package io.rootsocket.hub.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.deadletters.DeadLetterFilter;
import io.rootsocket.hub.testing.RunningHub;
import io.rootsocket.hub.testing.SandboxExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The kamelet {@code changed} in a hub that is started again. */
class ChangedIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    @TempDir
    Path folder;

    @BeforeEach
    void route() {
        route("bad");
    }

    private void route(String refused) {
        RunningHub.route(folder, "prices.yaml", """
                - route:
                    id: prices
                    from:
                      uri: platform-http:/prices?httpMethodRestrict=POST
                      steps:
                        - convertBodyTo: {type: String}
                        - to: kamelet:changed
                        - filter:
                            simple: ${body} == "%s"
                            steps:
                              - throwException: {exceptionType: java.lang.IllegalStateException, message: no}
                        - to: rootsocket:message?channel=prices
                        - setBody: {constant: ok}
                """.formatted(refused));
    }

    private RunningHub hub() {
        return RunningHub.start(folder, SANDBOX.apiUrl(), SANDBOX.key(), Map.of())
                .withoutProblems();
    }

    private static void post(RunningHub hub, String... bodies) {
        for (String body : bodies) {
            hub.post("/prices", body, "Content-Type", "text/plain");
        }
    }

    private static List<String> sent() {
        return SANDBOX.received("prices");
    }

    @Test
    void remembersOverARestart() {
        try (RunningHub hub = hub()) {
            post(hub, "A", "A", "B");
            await().atMost(TIMEOUT).untilAsserted(() -> assertThat(sent()).containsExactly("A", "B"));
        }
        try (RunningHub hub = hub()) {
            post(hub, "B", "A", "A", "C");
            await().atMost(TIMEOUT).untilAsserted(() -> assertThat(sent()).containsExactly("A", "B", "A", "C"));
        }
    }

    /** What became a dead letter is dealt with: it is there to be replayed, and does not fail at each repeat again. */
    @Test
    void whatBecameADeadLetterIsRememberedAndReplayedNevertheless() throws Exception {
        try (RunningHub hub = hub()) {
            post(hub, "A", "bad", "bad", "bad");
            assertThat(hub.deadLetters()).hasSize(1);

            route("good");
            hub.reload().reload();
            assertThat(hub.replay(DeadLetterFilter.ALL)).isEqualTo(1);

            await().atMost(TIMEOUT).untilAsserted(() -> assertThat(sent()).containsExactly("A", "bad"));
        }
    }
}
