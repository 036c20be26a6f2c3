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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.Route;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The step {@code kamelet}, which goes on to its kamelet after either of the two was saved anew. */
class KameletStepIT {

    private static final List<String> WAYS = List.of(
            "enrich: {constant: 'kamelet:say'}",
            "enrich: {simple: 'kamelet:{{which}}'}",
            "to: 'kamelet:{{which}}'",
            "to: {uri: kamelet, parameters: {templateId: '{{which}}'}}",
            "toD: kamelet:say");

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
            assertThat(hub.producer().requestBody("direct:a", "?", String.class))
                    .isEqualTo("one and a");
            assertThat(hub.producer().requestBody("direct:b", "?", String.class))
                    .isEqualTo("one and b");
        }
    }

    @Test
    void goesOnWithTheStepsOfItsOwnRouteInAKameletAndInATemplate() throws Exception {
        Files.createDirectories(folder.resolve("routes/kamelets"));
        kamelet("one");
        route(folder, "kamelets/outer.kamelet.yaml", """
                apiVersion: camel.apache.org/v1
                kind: Kamelet
                metadata:
                  name: outer
                spec:
                  definition:
                    title: Outer
                    properties:
                      mark:
                        type: string
                  template:
                    from:
                      uri: kamelet:source
                      steps:
                        - kamelet:
                            name: say
                        - setBody:
                            simple: "${body} in {{mark}}"
                """);
        for (String id : List.of("a", "b")) {
            route(folder, id + ".yaml", """
                    - route:
                        id: %1$s
                        from:
                          uri: direct:%1$s
                          steps:
                            - kamelet:
                                name: outer
                                parameters:
                                  mark: x
                            - setBody:
                                simple: ${body} and %1$s
                    - templatedRoute:
                        routeTemplateRef: asking
                        routeId: t%1$s
                        parameters:
                          - name: id
                            value: t%1$s
                    """.formatted(id));
        }
        route(folder, "template.yaml", """
                - routeTemplate:
                    id: asking
                    parameters:
                      - name: id
                    from:
                      uri: direct:{{id}}
                      steps:
                        - choice:
                            when:
                              - simple: ${body} == '?'
                                steps:
                                  - kamelet:
                                      name: say
                                  - setBody:
                                      simple: "${body} and {{id}}"
                """);
        try (var hub = RunningHub.start(folder, URI.create("http://127.0.0.1:9"), "key", Map.of())) {
            hub.withoutProblems();
            for (String text : List.of("one", "two")) {
                kamelet(text);
                assertThat(hub.reload().reload().problems()).isEmpty();
                for (String id : List.of("a", "b")) {
                    assertThat(ask(hub, id)).isEqualTo("%s in x and %s".formatted(text, id));
                    assertThat(ask(hub, "t" + id)).isEqualTo("%s and t%s".formatted(text, id));
                }
            }
        }
    }

    @Test
    void namesAKameletThatIsBrokenAndBlamesNobodyElse() throws Exception {
        Files.createDirectories(folder.resolve("routes/kamelets"));
        kamelet("one");
        user("first");
        try (var hub = RunningHub.start(folder, URI.create("http://127.0.0.1:9"), "key", Map.of())) {
            hub.withoutProblems();
            route(folder, "kamelets/say.kamelet.yaml", "garbage: [");
            assertThat(hub.reload().reload().problems())
                    .singleElement()
                    .asString()
                    .contains("say.kamelet.yaml:1", "A `[` or `{` is opened and not closed.");
            assertThat(ask(hub)).isEqualTo("one");

            route(folder, "kamelets/say.kamelet.yaml", "garbage: 1");
            assertThat(hub.reload().reload().problems())
                    .singleElement()
                    .asString()
                    .contains("say.kamelet.yaml", "It is named as a kamelet, and holds none.");

            user("second");
            assertThat(hub.reload().reload().problems())
                    .hasSize(2)
                    .anySatisfy(problem -> assertThat(problem.toString())
                            .contains("kamelet-step.yaml", "This edit waits", "`kamelets/say.kamelet.yaml`"));
            assertThat(ask(hub)).isEqualTo("one");
        }
    }

    @Test
    void saysAtTheStartThatAKameletIsBrokenAndThatItsUserDoesNotRunYet() throws Exception {
        Files.createDirectories(folder.resolve("routes/kamelets"));
        route(folder, "kamelets/say.kamelet.yaml", "garbage: [");
        user("first");
        try (var hub = RunningHub.start(folder, URI.create("http://127.0.0.1:9"), "key", Map.of())) {
            assertThat(hub.reload().problems())
                    .hasSize(2)
                    .anySatisfy(problem -> assertThat(problem.toString()).contains("say.kamelet.yaml:1"))
                    .anySatisfy(
                            problem -> assertThat(problem.toString())
                                    .contains(
                                            "The file does not run yet, as it belongs to what is wrong in `kamelets/say.kamelet.yaml`."));

            kamelet("one");
            assertThat(hub.reload().reload().problems()).isEmpty();
            assertThat(ask(hub)).isEqualTo("one");
        }
    }

    @Test
    void answersRoutesThatSendToTheSameKameletAfterOneOfThemIsGone() throws Exception {
        Files.createDirectories(folder.resolve("routes/kamelets"));
        kamelet("one");
        for (String id : List.of("a", "b")) {
            route(folder, id + ".yaml", """
                    - route:
                        id: %1$s
                        from:
                          uri: direct:%1$s
                          steps:
                            - to: kamelet:say
                            - to: kamelet:say
                    """.formatted(id));
        }
        try (var hub = RunningHub.start(folder, URI.create("http://127.0.0.1:9"), "key", Map.of())) {
            hub.withoutProblems();
            assertThat(ask(hub, "a")).isEqualTo("one");
            Files.delete(folder.resolve("routes/a.yaml"));
            assertThat(hub.reload().reload().problems()).isEmpty();
            assertThat(ask(hub, "b")).isEqualTo("one");
        }
    }

    @Test
    void givesEachRouteAnInstanceHoweverItIsWritten() throws Exception {
        Files.createDirectories(folder.resolve("routes/kamelets"));
        kamelet("one");
        route(folder, "application.properties", "which=say");
        for (String id : List.of("a", "b")) {
            route(folder, id + ".yaml", sayingInEachWay(id));
        }
        try (var hub = RunningHub.start(folder, URI.create("http://127.0.0.1:9"), "key", Map.of())) {
            hub.withoutProblems();
            assertThat(ask(hub, "a0")).isEqualTo("one");
            assertThat(instances(hub)).allMatch(id -> id.matches("[ab]\\d-kamelet-\\d"));
            Files.delete(folder.resolve("routes/a.yaml"));
            assertThat(hub.reload().reload().problems()).isEmpty();
            for (int i = 0; i < WAYS.size(); i++) {
                assertThat(ask(hub, "b" + i)).isEqualTo("one");
            }
        }
    }

    private static String sayingInEachWay(String prefix) {
        return IntStream.range(0, WAYS.size())
                .mapToObj(i -> """
                        - route:
                            id: %1$s%2$d
                            from:
                              uri: direct:%1$s%2$d
                              steps:
                                - %3$s
                        """.formatted(prefix, i, WAYS.get(i)))
                .collect(Collectors.joining());
    }

    @Test
    void goesOnWithTheStepsOfTheRouteWhoseExceptionItIs() throws Exception {
        Files.createDirectories(folder.resolve("routes/kamelets"));
        kamelet("one");
        route(folder, "both.yaml", """
                - onException:
                    exception: [java.lang.IllegalStateException]
                    handled: {constant: "true"}
                    steps:
                      - kamelet: {name: say}
                      - setBody: {simple: "${body} for ${exception.message}"}
                - route:
                    id: a
                    from:
                      uri: direct:a
                      steps:
                        - throwException: {exceptionType: java.lang.IllegalStateException, message: a}
                - route:
                    id: b
                    from:
                      uri: direct:b
                      steps:
                        - throwException: {exceptionType: java.lang.IllegalStateException, message: b}
                """);
        try (var hub = RunningHub.start(folder, URI.create("http://127.0.0.1:9"), "key", Map.of())) {
            hub.withoutProblems();
            assertThat(ask(hub, "a")).isEqualTo("one for a");
            assertThat(ask(hub, "b")).isEqualTo("one for b");
            assertThat(instances(hub)).containsExactlyInAnyOrder("a-kamelet-1", "b-kamelet-1");
        }
    }

    private static List<String> instances(RunningHub hub) {
        return hub.camel().getRoutes().stream()
                .map(Route::getRouteId)
                .filter(id -> id.contains("kamelet"))
                .toList();
    }

    @Test
    void beginsTwoRoutesThatWriteTheSameKameletAlike() throws Exception {
        Files.createDirectories(folder.resolve("routes/kamelets"));
        route(folder, "kamelets/tick.kamelet.yaml", """
                apiVersion: camel.apache.org/v1
                kind: Kamelet
                metadata:
                  name: tick
                spec:
                  definition:
                    title: Tick
                    properties:
                      every:
                        type: string
                  template:
                    from:
                      uri: timer:tick
                      parameters:
                        period: "{{every}}"
                      steps:
                        - to: kamelet:sink
                """);
        for (String id : List.of("a", "b")) {
            route(folder, id + ".yaml", """
                    - route:
                        id: %1$s
                        from:
                          uri: kamelet:tick
                          parameters:
                            every: "1000"
                          steps:
                            - to: mock:%1$s
                    """.formatted(id));
        }
        try (var hub = RunningHub.start(folder, URI.create("http://127.0.0.1:9"), "key", Map.of())) {
            hub.withoutProblems();
            for (String id : List.of("a", "b")) {
                assertThat(hub.camel().getRouteController().getRouteStatus(id).isStarted())
                        .isTrue();
            }
        }
    }

    private static @Nullable String ask(RunningHub hub, String route) {
        return hub.producer().requestBody("direct:" + route, "?", String.class);
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
