package io.rootsocket.hub.reload;

import static io.rootsocket.hub.reload.ReloadIT.says;
import static io.rootsocket.hub.testing.RunningHub.route;
import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.reload.history.ReloadOutcome;
import io.rootsocket.hub.reload.history.ReloadOutcome.Result;
import io.rootsocket.hub.testing.RunningHub;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Route;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What routes build on — kamelets, templates, configurations, beans, settings — and what fails only at the start. */
class SharedPiecesIT {

    @TempDir
    Path folder;

    private RunningHub hub;
    private Route bystander;

    @BeforeEach
    void start() throws IOException {
        Files.createDirectories(folder.resolve("routes/kamelets"));
        kamelet("one");
        route(folder, "bystander.yaml", says("bystander", "still here"));
        route(
                folder,
                "with-kamelet.yaml",
                says("with-kamelet", "x")
                        .replace("- setBody:\n", "- to: kamelet:say\n")
                        .replace("            constant: x\n", ""));
        route(folder, "template.yaml", template("one"));
        route(folder, "templated.yaml", """
                - templatedRoute:
                    routeTemplateRef: greeting
                    routeId: templated
                    parameters:
                      - name: name
                        value: Ana
                """);
        route(folder, "configuration.yaml", configuration("one"));
        route(
                folder,
                "configured.yaml",
                says("configured", "x")
                        .replace("    id: configured\n", "    id: configured\n    routeConfigurationId: caught\n")
                        .replace("constant: x", "simple: ${body.none}"));
        route(folder, "beans.yaml", bean("one"));
        route(
                folder,
                "with-bean.yaml",
                says("with-bean", "x").replace("constant: x", "simple: ${bean:greeter?method=getText}"));
        route(folder, "application.properties", "greeting=one\n");
        route(folder, "with-setting.yaml", says("with-setting", "\"{{greeting}}\""));
        hub = RunningHub.start(folder, URI.create("http://127.0.0.1:9"), "key", Map.of());
        hub.withoutProblems();
        bystander = Objects.requireNonNull(hub.camel().getRoute("bystander"));
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    private static String withKameletAs(String id) {
        return says("own-kamelet", "x")
                .replace("- setBody:\n", "- to: kamelet:say/%s\n".formatted(id))
                .replace("            constant: x\n", "");
    }

    @Test
    void aKameletThatIsToRunByTheIdOfARouteDoesNotHoldUpTheReload() throws Exception {
        for (String taken : List.of("own-kamelet", "bystander")) {
            route(folder, "own-kamelet.yaml", withKameletAs(taken));

            assertThat(hub.reload().reload().problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.message())
                            .contains("`%s`, which is the id of the route in".formatted(taken)));
        }
        assertThat(hub.camel().getRoute("bystander")).isSameAs(bystander);
        route(folder, "own-kamelet.yaml", withKameletAs("free"));
        assertThat(hub.reload().reload().problems()).isEmpty();
        route(
                folder,
                "own-kamelet.yaml",
                "# once more\n" + withKameletAs("free").replace("direct:own", "direct:its"));
        assertThat(hub.reload().reload().problems()).isEmpty();
        assertThat(hub.producer().requestBody("direct:its-kamelet", "?", String.class))
                .isEqualTo("kamelet one");
    }

    @Test
    void aKameletThatIsToRunByTheIdOfARouteDoesNotHoldUpTheStart() {
        hub.close();
        route(folder, "own-kamelet.yaml", withKameletAs("own-kamelet"));
        hub = RunningHub.start(folder, URI.create("http://127.0.0.1:9"), "key", Map.of());

        assertThat(hub.status().problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("`own-kamelet`, which is the id"));
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
                    type: action
                  template:
                    from:
                      uri: kamelet:source
                      steps:
                        - setBody:
                            constant: kamelet %s
                """.formatted(text));
    }

    private static String template(String text) {
        return """
                - routeTemplate:
                    id: greeting
                    parameters:
                      - name: name
                    from:
                      uri: direct:templated
                      steps:
                        - setBody:
                            constant: "%s {{name}}"
                """.formatted(text);
    }

    private static String configuration(String text) {
        return """
                - routeConfiguration:
                    id: caught
                    onException:
                      - onException:
                          exception:
                            - java.lang.Exception
                          handled:
                            constant: "true"
                          steps:
                            - setBody:
                                constant: caught %s
                """.formatted(text);
    }

    private static String bean(String text) {
        return """
                - beans:
                    - name: greeter
                      type: io.rootsocket.hub.reload.Greeter
                      properties:
                        text: %s
                """.formatted(text);
    }

    private String ask(String id) {
        return Objects.requireNonNull(hub.producer().requestBody("direct:" + id, "?", String.class));
    }

    private void assertApplied() throws InterruptedException {
        ReloadOutcome outcome = hub.reload().reload();
        assertThat(outcome.problems()).isEmpty();
        assertThat(outcome.result()).isEqualTo(Result.APPLIED);
        assertThat(hub.camel().getRoute("bystander")).isSameAs(bystander);
    }

    @Test
    void swapsTheRoutesOfAKamelet() throws Exception {
        assertThat(ask("with-kamelet")).isEqualTo("kamelet one");

        kamelet("two");

        assertApplied();
        assertThat(ask("with-kamelet")).isEqualTo("kamelet two");
        assertThat(hub.camel().getRoutes())
                .filteredOn(Route::isCreatedByKamelet)
                .hasSize(1);
    }

    @Test
    void swapsTheRoutesOfATemplate() throws Exception {
        assertThat(ask("templated")).isEqualTo("one Ana");

        route(folder, "template.yaml", template("two"));

        assertApplied();
        assertThat(ask("templated")).isEqualTo("two Ana");
    }

    @Test
    void swapsTheRoutesOfAConfiguration() throws Exception {
        assertThat(ask("configured")).isEqualTo("caught one");

        route(folder, "configuration.yaml", configuration("two"));

        assertApplied();
        assertThat(ask("configured")).isEqualTo("caught two");
    }

    @Test
    void swapsTheRoutesOfABean() throws Exception {
        assertThat(ask("with-bean")).isEqualTo("one");

        route(folder, "beans.yaml", bean("two"));

        assertApplied();
        assertThat(ask("with-bean")).isEqualTo("two");
    }

    @Test
    void swapsTheRoutesOfASetting() throws Exception {
        assertThat(ask("with-setting")).isEqualTo("one");

        route(folder, "application.properties", "greeting=two\n");

        assertApplied();
        assertThat(ask("with-setting")).isEqualTo("two");
    }

    @Test
    void refusesAKameletThatItsRoutesCannotRunWith() throws Exception {
        kamelet("two\n            - to: nowhere:at-all".replace("two\n            - to", "two\n        - to"));

        ReloadOutcome outcome = hub.reload().reload();

        assertThat(outcome.result()).isEqualTo(Result.REFUSED);
        assertThat(ask("with-kamelet")).isEqualTo("kamelet one");
    }

    @Test
    void refusesToTakeATemplateAwayThatIsInUse() throws Exception {
        Files.delete(folder.resolve("routes/template.yaml"));

        ReloadOutcome outcome = hub.reload().reload();

        assertThat(outcome.problems())
                .satisfiesExactly(
                        gone -> assertThat(gone.toString())
                                .contains("template.yaml", "The file is gone", "`templated.yaml`"),
                        problem -> assertThat(problem.toString()).contains("templated.yaml:2", "greeting"));
        assertThat(ask("templated")).isEqualTo("one Ana");
    }

    @Test
    void takesAllButTheFileWhoseRouteDoesNotStart() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            hub.camel().addComponent("port", new PortComponent());
            route(
                    folder,
                    "a-template.yaml",
                    template("two").replace("greeting", "other").replace("direct:templated", "direct:other"));
            route(folder, "template.yaml", template("two"));
            route(folder, "zzz.yaml", says("zzz", "x").replace("direct:zzz", "port:" + taken.getLocalPort()));

            ReloadOutcome outcome = hub.reload().reload();

            assertThat(outcome.result()).isEqualTo(Result.APPLIED);
            assertThat(outcome.problems()).singleElement().asString().contains("zzz.yaml", "in use");
            assertThat(ask("templated")).isEqualTo("two Ana");
            assertThat(hub.camel().getRoute("zzz")).isNull();
            assertThat(hub.camel().getRoute("bystander")).isSameAs(bystander);
        }
        // Also a failure without a message, which ends Camel's own watcher.
        route(folder, "zzz.yaml", says("zzz", "x").replace("direct:zzz", "port:0"));
        assertThat(hub.reload().reload().result()).isEqualTo(Result.REFUSED);
        Files.delete(folder.resolve("routes/zzz.yaml"));
        // The watcher may be first.
        assertThat(hub.reload().reload().result()).isNotEqualTo(Result.REFUSED);
        assertThat(ask("templated")).isEqualTo("two Ana");
    }
}
