package io.rootsocket.hub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rootsocket.hub.routes.RouteProblem;
import io.rootsocket.hub.routes.RouteSources;
import io.rootsocket.hub.routes.finding.Finding;
import io.rootsocket.hub.routes.finding.Severity;
import io.rootsocket.hub.testing.RunningHub;
import io.rootsocket.hub.validate.RouteValidation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files as somebody who knows Camel writes them, or as Camel's own tools do: what Camel takes, the hub takes, and what Camel
 * refuses, {@code hub validate} finds. Start, {@code validate} and reload say the same of each. {@code
 * src/test/resources/camel/expected.tsv} has the cases.
 */
class CamelCasesIT {

    private static final URI NOWHERE = URI.create("http://127.0.0.1:9");

    /** Cases that are not right yet. One that has become so must leave this list. */
    private static final Set<String> NOT_YET = Set.of();

    private static Map<String, List<String>> validated = Map.of();
    private static Map<String, List<String>> started = Map.of();
    private static Map<String, List<String>> reloaded = Map.of();

    @BeforeAll
    static void askTheHub(@TempDir Path temporary) throws Exception {
        Path routes = Files.createDirectories(temporary.resolve("all/routes"));
        CamelCase.all().forEach(one -> one.copyTo(routes));
        validated = validated(routes);
        try (var hub = RunningHub.start(temporary.resolve("all"), NOWHERE, "key", Map.of())) {
            started = problems(routes, hub.status().problems());
        }
        Path later = Files.createDirectories(temporary.resolve("later/routes"));
        try (var hub = RunningHub.start(temporary.resolve("later"), NOWHERE, "key", Map.of())) {
            CamelCase.all().forEach(one -> one.copyTo(later));
            hub.reload().reload();
            reloaded = problems(later, hub.status().problems());
        }
    }

    private static Map<String, List<String>> validated(Path routes) throws IOException {
        RouteSources read = RouteSources.read(routes, "*.yaml");
        try (var validation = new RouteValidation(Clock.systemUTC())) {
            return Stream.concat(read.findings().stream(), validation.check(read.sources(), read.settings()).stream())
                    .filter(finding -> finding.severity() == Severity.ERROR)
                    .collect(Collectors.groupingBy(
                            finding -> routes.relativize(finding.file()).toString(),
                            Collectors.mapping(Finding::sentence, Collectors.toList())));
        }
    }

    private static Map<String, List<String>> problems(Path routes, List<RouteProblem> problems) {
        return problems.stream()
                .collect(Collectors.groupingBy(
                        problem -> routes.relativize(problem.file()).toString(),
                        Collectors.mapping(
                                problem -> problem.message()
                                        + problem.suggestion()
                                                .map(text -> " " + text)
                                                .orElse(""),
                                Collectors.toList())));
    }

    private static List<String> of(CamelCase one, Map<String, List<String>> problems) {
        return one.files().stream()
                .flatMap(file -> problems.getOrDefault(file.to(), List.of()).stream())
                .toList();
    }

    @TestFactory
    Stream<DynamicTest> aFileThatCamelTakesIsTaken() {
        return CamelCase.all().stream()
                .map(one -> DynamicTest.dynamicTest(one.name(), () -> {
                    if (NOT_YET.contains(one.name())) {
                        assertThatThrownBy(() -> requireRight(one))
                                .as("%s is right now: take it from the list", one.name())
                                .isInstanceOf(AssertionError.class);
                    } else {
                        requireRight(one);
                    }
                }));
    }

    private static void requireRight(CamelCase one) {
        List<String> findings = of(one, validated);
        if (findings.isEmpty()) {
            assertThat(one.mayPass())
                    .as("validate finds nothing: %s", one.verdict())
                    .isTrue();
        } else {
            assertThat(one.mayFail()).as("validate: %s", findings).isTrue();
            assertThat(findings).as("validate").anyMatch(message -> message.contains(one.word()));
        }
        // One mistake has one wording, whoever finds it.
        assertThat(of(one, started)).as("at the start").containsExactlyInAnyOrderElementsOf(findings);
        assertThat(of(one, reloaded)).as("at a reload").containsExactlyInAnyOrderElementsOf(findings);
    }

    @TestFactory
    Stream<DynamicTest> plainCamelDoesWhatTheTableSays() {
        return CamelCase.all().stream()
                .filter(one -> !one.plain().equals("not compared"))
                .map(one -> DynamicTest.dynamicTest(one.name(), () -> {
                    Optional<Throwable> refusal = PlainCamel.refusal(one);
                    assertThat(refusal.isPresent())
                            .as("%s", refusal)
                            .isEqualTo(one.plain().equals("fails"));
                }));
    }

    @Test
    void everyCaseIsInTheTable() throws IOException {
        try (Stream<Path> all = Files.list(CamelCase.FOLDER)) {
            assertThat(all.filter(file -> !file.endsWith("expected.tsv"))
                            .map(file -> file.getFileName() + (Files.isDirectory(file) ? "/" : "")))
                    .containsExactlyInAnyOrderElementsOf(
                            CamelCase.all().stream().map(CamelCase::name).toList());
        }
    }
}
