package io.rootsocket.hub.cli;

import static io.rootsocket.hub.testing.RunningHub.route;
import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.cli.schedules.FolderSchedules;
import io.rootsocket.hub.routes.RouteSources;
import io.rootsocket.hub.routes.finding.Finding;
import io.rootsocket.hub.routes.finding.Rule;
import io.rootsocket.hub.routetest.RouteTests;
import io.rootsocket.hub.routetest.TestOutcome;
import io.rootsocket.hub.testing.RunningHub;
import io.rootsocket.hub.validate.RouteValidation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Route;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A route without an id has one name, in whatever way it is read. */
class RouteNamesIT {

    private static final String PATTERN = "*.{yaml,yml}";
    private static final List<String> NAMES = List.of("plain", "plain-2", "team-sub", "wake", "piped");

    @TempDir
    Path folder;

    private static String from(String uri) {
        return "- from:\n    uri: %s\n    steps:\n      - log: x\n".formatted(uri);
    }

    @BeforeEach
    void write() {
        writeTo(folder);
    }

    private static void writeTo(Path place) {
        route(place, "plain.yaml", from("direct:one") + from("direct:two"));
        route(place, "team/sub.yml", from("direct:sub"));
        route(place, "timed.yaml", from("schedule:wake?cron=0 0 9 * * ?"));
        route(place, "pipe.yaml", """
                apiVersion: camel.apache.org/v1
                kind: Pipe
                metadata:
                  name: piped
                spec:
                  source:
                    uri: direct:in
                  sink:
                    uri: log:out
                """);
    }

    private static RunningHub hub(Path place) {
        return RunningHub.start(place, URI.create("http://127.0.0.1:9"), "key", Map.of());
    }

    private static List<String> running(RunningHub hub) {
        return hub.camel().getRoutes().stream().map(Route::getRouteId).toList();
    }

    @Test
    void inARunAndAfterAReload(@TempDir Path empty) throws Exception {
        Files.createDirectories(empty.resolve("routes"));
        try (var hub = hub(empty)) {
            writeTo(empty);
            assertThat(hub.reload().reload().problems()).isEmpty();
            assertThat(running(hub)).containsExactlyInAnyOrderElementsOf(NAMES);
        }
        try (var hub = hub(folder)) {
            assertThat(running(hub)).containsExactlyInAnyOrderElementsOf(NAMES);
        }
    }

    @Test
    void inACheck() throws IOException {
        for (String name : NAMES) {
            route(
                    folder,
                    "another-%s.yaml".formatted(name),
                    from("timer:t")
                            .replace("- from:", "- route:\n    id: " + name + "\n    from:")
                            .replace("\n    uri:", "\n      uri:")
                            .replace("\n    steps:", "\n      steps:")
                            .replace("\n      - log", "\n        - log"));
        }

        RouteSources read = RouteSources.read(folder.resolve("routes"), PATTERN);
        try (var validation = new RouteValidation(Clock.systemUTC())) {
            assertThat(validation.check(read.sources(), read.settings()).stream()
                            .filter(finding -> finding.rule() == Rule.DUPLICATE)
                            .map(Finding::message))
                    .hasSameSizeAs(NAMES)
                    .allMatch(message -> NAMES.stream().anyMatch(name -> message.contains("`" + name + "`")));
        }
    }

    @Test
    void inATest() throws IOException {
        String given = NAMES.stream()
                .map(name -> "      - route: " + name + "\n        message: x\n")
                .collect(Collectors.joining());
        route(folder, "tests/names.test.yaml", """
                routes: [plain.yaml, team/sub.yml, timed.yaml, pipe.yaml]
                tests:
                  - name: each is there
                    given:
                %s""".formatted(given));
        var tests = new RouteTests(folder.resolve("routes"));

        assertThat(tests.run(tests.files().get(0)))
                .extracting(TestOutcome::failure)
                .containsExactly(List.of());
    }

    @Test
    void inALookAhead() throws IOException {
        assertThat(FolderSchedules.read(folder.resolve("routes"), PATTERN))
                .singleElement()
                .asString()
                .startsWith("{\"route\":\"wake\"");
    }
}
