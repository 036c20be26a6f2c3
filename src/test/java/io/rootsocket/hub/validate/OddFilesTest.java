package io.rootsocket.hub.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.rootsocket.hub.routes.RouteSources;
import io.rootsocket.hub.routes.finding.Finding;
import io.rootsocket.hub.routes.finding.Rule;
import io.rootsocket.hub.routes.finding.Severity;
import io.rootsocket.hub.testing.ManualRow;
import io.rootsocket.hub.testing.OddFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ManualRow("`- &a [*a]`, 50,000 brackets, 50 MB, a pipe")
class OddFilesTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final RouteValidation VALIDATION = new RouteValidation(Clock.systemUTC());

    @TempDir
    Path folder;

    @AfterAll
    static void close() {
        VALIDATION.close();
    }

    static Stream<String> kinds() {
        return OddFiles.all().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void findsOneThingAndNamesFileAndLine(String kind) throws IOException {
        OddFiles.Kind odd = OddFiles.of(kind);
        odd.at(folder.resolve("odd.yaml"));
        Files.writeString(folder.resolve("typo.yaml"), "- rout:\n    id: x\n");

        List<Finding> found = assertTimeoutPreemptively(TIMEOUT, this::validate);

        assertThat(found).hasSize(2);
        assertThat(found.get(0).file()).hasFileName("odd.yaml");
        assertThat(found.get(0).line()).isEqualTo(odd.line());
        assertThat(found.get(0).rule()).isEqualTo(Rule.FILE);
        assertThat(found.get(0).severity()).isEqualTo(Severity.ERROR);
        assertThat(found.get(0).toString()).hasSizeLessThan(400);
        assertThat(found.get(1).file()).hasFileName("typo.yaml");
    }

    @Test
    void readsAKameletNoOtherwise() throws IOException {
        Path kamelet = Files.createDirectories(folder.resolve("kamelets")).resolve("odd.kamelet.yaml");
        Files.writeString(kamelet, "- &a [*a]");

        assertThat(validate()).singleElement().extracting(Finding::file).isEqualTo(kamelet);
    }

    @Test
    void findsWhatIsOddInTheSettings() throws IOException {
        Path settings = folder.resolve("application.properties");
        Files.writeString(settings, "a=1\nb=C:\\users\n");
        assertThat(validate()).singleElement().satisfies(found -> {
            assertThat(found.file()).isEqualTo(settings);
            assertThat(found.line()).isEqualTo(2);
            assertThat(found.message()).doesNotContain("users");
        });

        Files.delete(settings);
        Files.createSymbolicLink(settings, settings);
        assertThat(validate()).singleElement().extracting(Finding::rule).isEqualTo(Rule.FILE);
    }

    @Test
    void readsLongConstantsAndAliasesThatAreMeant() throws IOException {
        Files.writeString(folder.resolve("usual.yaml"), """
                - route:
                    id: usual
                    from:
                      uri: direct:usual
                      steps:
                        - setBody: &body
                            constant: "%s"
                        - to: rootsocket:message?channel=one
                        - setBody: *body
                        - to: rootsocket:message?channel=two
                        - setBody:
                            simple: "%s"
                """.formatted("x".repeat(200_000), "y".repeat(20_000)));

        assertThat(validate().stream().map(Finding::rule)).doesNotContain(Rule.FILE, Rule.YAML);
    }

    @Test
    void saysAtMostAHundredThingsOfAFile() throws IOException {
        Files.writeString(folder.resolve("wrong.yaml"), """
                - route:
                    id: wrong
                    from:
                      uri: direct:wrong
                      steps:
                """ + "        - lag: x\n".repeat(5_000));

        assertThat(assertTimeoutPreemptively(TIMEOUT, this::validate)).hasSize(100);
    }

    @Test
    void shortensALongSchedule() throws IOException {
        Files.writeString(folder.resolve("long.yaml"), """
                - route:
                    id: long
                    from:
                      uri: schedule:long
                      parameters:
                        cron: "%s 0 9 * * ?"
                      steps:
                        - log: x
                """.formatted("0,".repeat(2_000) + "0"));

        assertThat(assertTimeoutPreemptively(TIMEOUT, this::validate))
                .singleElement()
                .asString()
                .contains("long.yaml:6", "at most 1000")
                .hasSizeLessThan(400);
    }

    private List<Finding> validate() throws IOException {
        RouteSources sources = RouteSources.read(folder, "*.yaml");
        List<Finding> found = VALIDATION.check(sources.sources(), new Properties());
        return Stream.concat(sources.findings().stream(), found.stream()).toList();
    }
}
