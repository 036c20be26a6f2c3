package io.rootsocket.hub.reload;

import static io.rootsocket.hub.testing.RunningHub.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.hub.HubExtension;
import io.rootsocket.hub.hub.HubSettings;
import io.rootsocket.hub.sandbox.ReceivedMessage;
import io.rootsocket.hub.sandbox.Sandbox;
import io.rootsocket.hub.sandbox.SandboxSettings;
import io.rootsocket.hub.testing.RunningHub;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of which a later route fails, late, does nothing until then. */
class HeldRoutesIT {

    /** Between two calls of a caller, which leaves the processors to what is called. */
    private static final Duration PACE = Duration.ofMillis(5);

    private static final Duration TIMEOUT = Duration.ofSeconds(90);

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
        await().atMost(TIMEOUT)
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

    @Test
    void anEditedFileThatFailsDoesNothingAndItsCallersHearNothingOfIt() throws Exception {
        Files.createDirectories(folder.resolve("inbox"));
        route(folder, "edited.yaml", edited("old"));
        route(folder, "caller.yaml", answering("caller", "platform-http:/caller", "direct:called"));
        try (RunningHub hub = start()) {
            hub.withoutProblems();
            var over = new AtomicBoolean();
            Set<String> answers = ConcurrentHashMap.newKeySet();
            List<CompletableFuture<Void>> callers = Stream.of("/hook", "/caller")
                    .map(path -> CompletableFuture.runAsync(() -> callUntil(over, hub, path, answers)))
                    .toList();
            await().atMost(TIMEOUT).until(() -> answers.contains("200 old"));

            route(folder, "edited.yaml", edited("new") + NEVER);
            Files.writeString(folder.resolve("inbox/text.txt"), "during the edit");
            assertThat(hub.reload().reload().problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.message()).contains("starts never"));

            await().atMost(TIMEOUT)
                    .untilAsserted(() -> assertThat(sandbox.messages("old"))
                            .extracting(ReceivedMessage::data)
                            .contains("during the edit was sent"));
            over.set(true);
            callers.forEach(CompletableFuture::join);
            assertThat(answers).containsExactly("200 old");
            assertThat(late.wasReached()).isFalse();
            assertThat(sandbox.messages("new")).isEmpty();
            assertThat(hub.deadLetters()).isEmpty();
        }
    }

    private static void callUntil(AtomicBoolean over, RunningHub hub, String path, Set<String> answers) {
        while (!over.get()) {
            HttpResponse<String> answer = hub.post(path, "text");
            answers.add(answer.statusCode() + " " + answer.body());
            LockSupport.parkNanos(PACE.toNanos());
        }
    }

    /** A route of every kind: what is called, a webhook, a clock and a folder. */
    private String edited(String version) {
        String step = version.equals("new") ? "late:reached" : "log:old";
        return answering("called", "direct:called", step).replace("BODY", version)
                + answering("hook", "platform-http:/hook", step).replace("BODY", version)
                + sending("clock", "timer:clock?delay=0&period=50", step, version)
                + sending(
                        "folder", "file:%s?initialDelay=0&delay=20".formatted(folder.resolve("inbox")), step, version);
    }

    private static String answering(String id, String from, String step) {
        return """
                - route:
                    id: %s
                    from:
                      uri: %s
                      steps:
                        - setBody:
                            constant: BODY
                        - removeHeaders:
                            pattern: "*"
                        - to: %s
                """.formatted(id, from, step);
    }

    private static String sending(String id, String from, String step, String version) {
        return """
                - route:
                    id: %s
                    from:
                      uri: %s
                      steps:
                        - to: %s
                        - transform:
                            simple: "${bodyOneLine} was sent"
                        - to: rootsocket:message?channel=%s
                """.formatted(id, from, step, version);
    }
}
