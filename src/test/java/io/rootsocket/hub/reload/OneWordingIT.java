package io.rootsocket.hub.reload;

import static io.rootsocket.hub.testing.RunningHub.route;
import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.reload.history.ReloadOutcome;
import io.rootsocket.hub.reload.history.ReloadOutcome.Result;
import io.rootsocket.hub.routes.RouteProblem;
import io.rootsocket.hub.routes.RouteSources;
import io.rootsocket.hub.routes.finding.Finding;
import io.rootsocket.hub.testing.RunningHub;
import io.rootsocket.hub.validate.RouteValidation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a file is said in the same words by a check, at a start and at a change. */
class OneWordingIT {

    private static final URI NOWHERE = URI.create("http://127.0.0.1:9");

    private static final String TWO_MISTAKES = """
            - route:
                id: two
                from:
                  uri: direct:two
                  steps:
                    - setBuddy:
                        constant: x
                    - to: rootsocket:message?chanel=news
            """;

    private static final String WITHIN_ANOTHER = """
            apiVersion: camel.apache.org/v1
            kind: Kamelet
            metadata:
              name: outer
              labels:
                camel.apache.org/kamelet.type: source
            spec:
              definition:
                title: Outer
                type: object
              template:
                from:
                  uri: kamelet:inner
                  steps:
                    - to: kamelet:sink
            """;

    @TempDir
    Path folder;

    @Test
    void saysAllThatIsWrongWithAFileAtTheStartAndAtAChange() throws Exception {
        route(folder, "two.yaml", TWO_MISTAKES);
        List<String> found = validated();
        assertThat(found).hasSize(2);

        try (var hub = RunningHub.start(folder, NOWHERE, "key", Map.of())) {
            assertThat(messages(hub.status().problems())).containsExactlyElementsOf(found);

            route(folder, "two.yaml", TWO_MISTAKES + "# edited\n");
            assertThat(messages(hub.reload().reload().problems())).containsExactlyElementsOf(found);
        }
    }

    @Test
    void refusesAKameletThatBeginsWithAnotherAsACheckDoes() throws Exception {
        route(folder, "good.yaml", ReloadIT.says("good", "one"));
        Path kamelets = Files.createDirectories(folder.resolve("routes/kamelets"));
        Files.writeString(
                kamelets.resolve("inner.kamelet.yaml"),
                WITHIN_ANOTHER.replace("outer", "inner").replace("kamelet:inner", "timer:t"));
        try (var hub = RunningHub.start(folder, NOWHERE, "key", Map.of())) {
            hub.withoutProblems();

            Files.writeString(kamelets.resolve("outer.kamelet.yaml"), WITHIN_ANOTHER);
            ReloadOutcome outcome = hub.reload().reload();

            assertThat(outcome.result()).isEqualTo(Result.REFUSED);
            assertThat(messages(outcome.problems()))
                    .containsExactlyElementsOf(validated())
                    .singleElement()
                    .asString()
                    .contains("cannot begin with another kamelet, `inner`");
        }
    }

    private List<String> validated() throws IOException {
        RouteSources read = RouteSources.read(folder.resolve("routes"), "*.yaml");
        try (var validation = new RouteValidation(Clock.systemUTC())) {
            return validation.check(read.sources(), read.settings()).stream()
                    .map(Finding::message)
                    .toList();
        }
    }

    private static List<String> messages(List<RouteProblem> problems) {
        return problems.stream().map(RouteProblem::message).toList();
    }
}
