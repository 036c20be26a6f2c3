package io.rootsocket.hub.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.routes.RouteSources;
import io.rootsocket.hub.routes.finding.Finding;
import io.rootsocket.hub.routes.yaml.RouteSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a person types wrong, with the line and the suggestion that its first comment expects. */
class BrokenRoutesTest {

    private static final Path CORPUS = Path.of("src/test/resources/broken-routes");
    /** What only a start can tell. */
    private static final Set<String> SEEN_AT_A_START =
            Set.of("folder-that-must-exist.yaml", "sql-without-database.yaml");

    private static final RouteValidation VALIDATION = new RouteValidation(Clock.systemUTC());

    @AfterAll
    static void close() {
        VALIDATION.close();
    }

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(CORPUS)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !SEEN_AT_A_START.contains(file.getFileName().toString()))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void namesTheLineAndTheFix(Path file) throws IOException {
        var source = RouteSource.read(file);
        String[] expected = source.text()
                .lines()
                .findFirst()
                .orElseThrow()
                .replace("# expect:", "")
                .split("\\|", -1);
        RouteSources running = RouteSources.read(CORPUS.resolve("running"), "*.yaml");

        List<Finding> found = VALIDATION.check(running.with(source.file()).sources(), running.settings());

        assertThat(found).anySatisfy(finding -> {
            assertThat(finding.file()).isEqualTo(file);
            assertThat(finding.line()).isEqualTo(Integer.parseInt(expected[0].strip()));
            assertThat(finding.message()).contains(expected[1].strip());
            assertThat(finding.sentence()).contains(expected[2].strip());
        });
    }

    @ParameterizedTest
    @MethodSource("files")
    void blamesNoOtherFile(Path file) throws IOException {
        var source = RouteSource.read(file);
        RouteSources running = RouteSources.read(CORPUS.resolve("running"), "*.yaml");

        List<Finding> found = VALIDATION.check(running.with(source.file()).sources(), running.settings());

        assertThat(found).allSatisfy(finding -> assertThat(finding.file()).isEqualTo(file));
    }
}
