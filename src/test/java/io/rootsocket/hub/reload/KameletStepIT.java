package io.rootsocket.hub.reload;

import static io.rootsocket.hub.testing.RunningHub.route;
import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.testing.RunningHub;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The step {@code kamelet}, which goes on to its kamelet after either of the two was saved anew. */
class KameletStepIT {

    @TempDir
    private Path folder;

    @Test
    void reachesItsKameletAfterEitherWasSaved() throws Exception {
        Files.createDirectories(folder.resolve("routes/kamelets"));
        kamelet("one");
        user("first");
        try (var hub = RunningHub.start(folder, URI.create("http://127.0.0.1:9"), "key", Map.of())) {
            hub.withoutProblems();
            assertThat(ask(hub)).isEqualTo("one");

            kamelet("two");
            assertThat(hub.reload().reload().problems()).isEmpty();
            assertThat(ask(hub)).isEqualTo("two");

            user("second");
            assertThat(hub.reload().reload().problems()).isEmpty();
            assertThat(ask(hub)).isEqualTo("two");
        }
    }

    @Test
    void goesOnWithTheStepsOfItsOwnRoute() throws Exception {
        Files.createDirectories(folder.resolve("routes/kamelets"));
        kamelet("one");
        for (String id : List.of("a", "b")) {
            route(folder, id + ".yaml", """
                    - route:
                        id: %1$s
                        from:
                          uri: direct:%1$s
                          steps:
                            - kamelet:
                                name: say
                            - setBody:
                                simple: ${body} and %1$s
                    """.formatted(id));
        }
        try (var hub = RunningHub.start(folder, URI.create("http://127.0.0.1:9"), "key", Map.of())) {
            hub.withoutProblems();
            assertThat(hub.producer().requestBody("direct:a", "?", String.class)).isEqualTo("one and a");
            assertThat(hub.producer().requestBody("direct:b", "?", String.class)).isEqualTo("one and b");
        }
    }

    private static String ask(RunningHub hub) {
        return Objects.requireNonNull(hub.producer().requestBody("direct:kamelet-step", "?", String.class));
    }

    private void user(String description) {
        route(folder, "kamelet-step.yaml", """
                - route:
                    id: kamelet-step
                    description: %s
                    from:
                      uri: direct:kamelet-step
                      steps:
                        - kamelet:
                            name: say
                """.formatted(description));
    }

    private void kamelet(String text) {
        route(folder, "kamelets/say.kamelet.yaml", """
                apiVersion: camel.apache.org/v1
                kind: Kamelet
                metadata:
                  name: say
                spec:
                  definition:
                    title: Say
                  template:
                    from:
                      uri: kamelet:source
                      steps:
                        - setBody:
                            constant: %s
                """.formatted(text));
    }
}
