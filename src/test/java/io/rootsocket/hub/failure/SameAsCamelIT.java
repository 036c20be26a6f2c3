package io.rootsocket.hub.failure;

import static io.rootsocket.hub.testing.RunningHub.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.deadletters.DeadLetter;
import io.rootsocket.hub.testing.RunningHub;
import io.rootsocket.hub.testing.SandboxExtension;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.camel.ProducerTemplate;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.awaitility.core.ConditionTimeoutException;
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
    private static final Duration TIMEOUT = Duration.ofMinutes(4);

    private static final List<FailingRoute> CASES = FailingRoute.all();
    private static final List<String> SOURCES = List.of("web", "file", "queue");

    private static final Map<String, PlainCamel.Outcome> PLAIN = new LinkedHashMap<>();
    private static final Map<String, HttpResponse<String>> ANSWERS = new LinkedHashMap<>();
    /** What came into each channel. */
    private static final Map<String, List<String>> RECEIVED = new HashMap<>();
    /** What the hub kept of all of them. */
    private static List<DeadLetter> letters = List.of();

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
        sendAll();
        awaitAll();
        for (String source : SOURCES) {
            CASES.forEach(test -> RECEIVED.put(test.name(source), SANDBOX.received(test.name(source))));
        }
    }

    /** From all sources at once, as the hub waits for a moment until a file is quiet. */
    private static void sendAll() throws IOException {
        ProducerTemplate producer = hub.producer();
        for (FailingRoute test : CASES) {
            Files.writeString(inbox.resolve(test.name("file") + ".txt"), "q");
            producer.sendBody("jms:queue:" + test.name("queue"), "q");
        }
        for (FailingRoute test : CASES) {
            ANSWERS.put(test.title(), hub.post("/" + test.name("web"), "q", "Content-Type", "text/plain"));
        }
    }

    /** If it is less than it should be, the tests say of what. */
    private static void awaitAll() {
        try {
            await().atMost(TIMEOUT).until(SameAsCamelIT::areFilesTaken);
            await().atMost(TIMEOUT).until(() -> SOURCES.stream().allMatch(SameAsCamelIT::hasAllReceived));
            await().atMost(TIMEOUT).until(() -> {
                letters = hub.deadLetters();
                return letters.size()
                        >= SOURCES.size()
                                * CASES.stream().mapToInt(SameAsCamelIT::kept).sum();
            });
        } catch (ConditionTimeoutException less) {
            letters = hub.deadLetters();
        }
    }

    private static boolean areFilesTaken() throws IOException {
        try (Stream<Path> left = Files.list(inbox)) {
            return left.allMatch(Files::isDirectory);
        }
    }

    private static boolean hasAllReceived(String source) {
        return CASES.stream()
                .allMatch(test -> SANDBOX.received(test.name(source)).size()
                        >= inPlainCamel(test).delivered().size());
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
        HttpResponse<String> answer = Objects.requireNonNull(ANSWERS.get(test.title()));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(plain.failed() ? 500 : plain.status());
        if (plain.body().startsWith("answer")) {
            assertThat(answer.body()).isEqualTo(plain.body());
        }
        sameAsInPlainCamel(test, "web");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void leavesItsFile(FailingRoute test) {
        String done = inPlainCamel(test).failed() ? ".failed" : ".camel";

        assertThat(inbox.resolve(done).resolve(test.name("file") + ".txt")).exists();
        sameAsInPlainCamel(test, "file");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void settlesItsQueue(FailingRoute test) {
        sameAsInPlainCamel(test, "queue");
    }

    private static void sameAsInPlainCamel(FailingRoute test, String source) {
        String name = test.name(source);
        assertThat(RECEIVED.get(name))
                .containsExactlyInAnyOrderElementsOf(inPlainCamel(test).delivered());
        assertThat(letters)
                .filteredOn(letter -> (letter.route() + "-").startsWith(name + "-"))
                .hasSize(kept(test));
    }

    private static PlainCamel.Outcome inPlainCamel(FailingRoute test) {
        return Objects.requireNonNull(PLAIN.get(test.title()));
    }

    /** How many dead letters there are of it. */
    private static int kept(FailingRoute test) {
        return inPlainCamel(test).failed() ? 1 : test.kept();
    }
}
