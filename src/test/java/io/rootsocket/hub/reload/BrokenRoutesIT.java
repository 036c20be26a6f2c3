package io.rootsocket.hub.reload;

import static io.rootsocket.hub.testing.RunningHub.route;
import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.reload.history.ReloadOutcome;
import io.rootsocket.hub.reload.history.ReloadOutcome.Result;
import io.rootsocket.hub.routes.RouteProblem;
import io.rootsocket.hub.sandbox.Sandbox;
import io.rootsocket.hub.sandbox.SandboxSettings;
import io.rootsocket.hub.testing.RunningHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Saves every file of the corpus onto a running hub. */
class BrokenRoutesIT {

    private static final String GOOD = """
            - route:
                id: edited
                from:
                  uri: direct:edited
                  steps:
                    - setBody:
                        constant: as before
            """;

    @TempDir
    static Path folder;

    private static Sandbox sandbox;
    private static RunningHub hub;

    @BeforeAll
    static void start() throws IOException {
        try (Stream<Path> running = Files.list(BrokenRoute.CORPUS.resolve("running"))) {
            for (Path file : running.toList()) {
                route(folder, file.getFileName().toString(), Files.readString(file));
            }
        }
        route(folder, "edited.yaml", GOOD);
        sandbox = Sandbox.start(SandboxSettings.defaults().withPort(0));
        hub = RunningHub.start(folder, sandbox.apiUrl(), sandbox.key(), Map.of())
                .withoutProblems();
    }

    @AfterAll
    static void stop() {
        hub.close();
        sandbox.close();
    }

    static List<BrokenRoute> corpus() {
        return BrokenRoute.corpus();
    }

    @AfterEach
    void repair() throws InterruptedException {
        route(folder, "edited.yaml", GOOD);
        assertThat(hub.reload().reload().result()).isEqualTo(Result.UNCHANGED);
        hub.withoutProblems();
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void keepsEverythingRunningAndSaysWhereAndWhatToDo(BrokenRoute broken) throws Exception {
        List<RouteView> before = hub.reload().routes();
        route(folder, "edited.yaml", Files.readString(broken.file()));

        ReloadOutcome outcome = hub.reload().reload();

        assertThat(outcome.result()).isEqualTo(Result.REFUSED);
        assertThat(hub.reload().routes())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("problem")
                .isEqualTo(before);
        assertThat(hub.post("/steady", "hello").body()).isEqualTo("steady");
        assertThat(hub.producer().requestBody("direct:edited", "hello", String.class))
                .isEqualTo("as before");
        assertThat(hub.status().nextFires()).hasSize(1);
        assertThat(outcome.problems()).anySatisfy(problem -> assertSays(problem, broken));
    }

    private static void assertSays(RouteProblem problem, BrokenRoute broken) {
        assertThat(problem.file()).hasFileName("edited.yaml");
        assertThat(problem.line()).as("%s", problem).hasValue(broken.line());
        assertThat(problem.toString()).containsIgnoringCase(broken.text()).containsIgnoringCase(broken.suggestion());
    }
}
