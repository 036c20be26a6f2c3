package io.rootsocket.hub.failure;

import static io.rootsocket.hub.testing.RunningHub.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.testing.RunningHub;
import io.rootsocket.hub.testing.SandboxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a route does about a failure means in the hub what it means in plain Camel, whatever its source is. */
class SameAsCamelIT {

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    /** Some hundred routes at once, on a machine that may be busy with others. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private static final List<FailingRoute> CASES = FailingRoute.all();

    private static final Map<String, PlainCamel.Outcome> PLAIN = new LinkedHashMap<>();
    private static final Map<String, List<String>> FROM_FILES = new LinkedHashMap<>();
    private static Path inbox;
    private static RunningHub hub;

    @BeforeAll
    static void runAll(@TempDir Path folder) throws Exception {
        runInPlainCamel();
        inbox = Files.createDirectories(folder.resolve("inbox"));
        for (FailingRoute test : CASES) {
            route(folder, test.file("web"), test.yaml("web", "platform-http:/" + test.name("web")));
            String files = "file:%s?initialDelay=0&delay=500&fileName=%s".formatted(inbox, test.name("file") + ".txt");
            route(folder, test.file("file"), test.yaml("file", files));
            route(folder, test.file("queue"), test.yaml("queue", "jms:queue:" + test.name("queue")));
        }
        Files.createDirectories(folder.resolve("routes/kamelets"));
        route(folder, "kamelets/failing.kamelet.yaml", FailingRoute.KAMELET);
        hub = RunningHub.start(folder, SANDBOX.apiUrl(), SANDBOX.key(), Map.of())
                .withoutProblems();
        runFiles();
    }

    /** Together, as the hub waits for a moment until a file is quiet. */
    private static void runFiles() throws IOException {
        for (FailingRoute test : CASES) {
            Files.writeString(inbox.resolve(test.name("file") + ".txt"), "q");
        }
        await().atMost(PATIENCE).until(() -> {
            try (Stream<Path> left = Files.list(inbox)) {
                return left.allMatch(Files::isDirectory);
            }
        });
        await().atMost(PATIENCE)
                .until(() -> CASES.stream()
                        .allMatch(test -> SANDBOX.received(test.name("file")).size()
                                >= inPlainCamel(test).delivered().size()));
        CASES.forEach(test -> FROM_FILES.put(test.name("file"), SANDBOX.received(test.name("file"))));
    }

    private static void runInPlainCamel() throws Exception {
        Configurator.setLevel("org.apache.camel.processor", Level.OFF);
        try (var camel = new PlainCamel()) {
            for (FailingRoute test : CASES) {
                PLAIN.put(test.title(), camel.run(test, "plain"));
            }
        } finally {
            Configurator.setLevel("org.apache.camel.processor", Level.WARN);
        }
    }

    @AfterAll
    static void stopHub() {
        hub.close();
    }

    static Stream<FailingRoute> cases() {
        return CASES.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void answersItsCaller(FailingRoute test) {
        PlainCamel.Outcome plain = inPlainCamel(test);

        var answer = hub.post("/" + test.name("web"), "q", "Content-Type", "text/plain");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(plain.failed() ? 500 : plain.status());
        if (plain.body().startsWith("answer")) {
            assertThat(answer.body()).isEqualTo(plain.body());
        }
        sameAsInPlainCamel(test, "web");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void leavesItsFile(FailingRoute test) {
        PlainCamel.Outcome plain = inPlainCamel(test);
        String name = test.name("file");

        assertThat(inbox.resolve(plain.failed() ? ".failed" : ".camel").resolve(name + ".txt"))
                .exists();
        assertThat(FROM_FILES.get(name)).containsExactlyInAnyOrderElementsOf(plain.delivered());
        keepsAsMany(test, name);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void settlesItsQueue(FailingRoute test) {
        hub.producer().sendBody("jms:queue:" + test.name("queue"), "q");

        sameAsInPlainCamel(test, "queue");
    }

    private static void sameAsInPlainCamel(FailingRoute test, String source) {
        PlainCamel.Outcome plain = inPlainCamel(test);
        String name = test.name(source);
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(SANDBOX.received(name)).containsExactlyInAnyOrderElementsOf(plain.delivered()));
        keepsAsMany(test, name);
    }

    private static PlainCamel.Outcome inPlainCamel(FailingRoute test) {
        return Objects.requireNonNull(PLAIN.get(test.title()));
    }

    private static void keepsAsMany(FailingRoute test, String name) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(hub.deadLetters())
                        .filteredOn(letter -> (letter.route() + "-").startsWith(name + "-"))
                        .hasSize(inPlainCamel(test).failed() ? 1 : test.kept()));
    }
}
