package io.rootsocket.hub.reload;

import static io.rootsocket.hub.reload.ReloadIT.says;
import static io.rootsocket.hub.testing.RunningHub.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.rootsocket.hub.reload.history.ReloadOutcome;
import io.rootsocket.hub.reload.history.ReloadOutcome.Result;
import io.rootsocket.hub.routes.RouteProblem;
import io.rootsocket.hub.testing.ManualRow;
import io.rootsocket.hub.testing.RunningHub;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file with a mistake holds up itself and what needs it, and nothing else. */
@ManualRow("of the files that you save together one has a mistake")
class OneBrokenFileIT {

    private static final String WRONG =
            "- route:\n    id: wrong\n    from:\n      uri: timer:x?perod=1\n      steps:\n" + "        - lag: x\n";

    @TempDir
    Path folder;

    private RunningHub hub;

    @BeforeEach
    void start() {
        route(folder, "wrong.yaml", says("wrong", "one"));
        route(folder, "good.yaml", says("good", "one"));
        route(folder, "caller.yaml", caller("sub"));
        route(folder, "sub.yaml", says("sub", "sub one"));
        hub = RunningHub.start(folder, URI.create("http://127.0.0.1:9"), "key", Map.of())
                .withoutProblems();
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    private static String caller(String called) {
        return "- route:\n    id: caller\n    from:\n      uri: direct:caller\n      steps:\n        - to: direct:%s\n"
                .formatted(called);
    }

    private String ask(String id) {
        return Objects.requireNonNull(hub.producer().requestBody("direct:" + id, "?", String.class));
    }

    private void again() {
        hub.close();
        hub = RunningHub.start(folder, URI.create("http://127.0.0.1:9"), "key", Map.of());
    }

    private static List<String> files(List<RouteProblem> problems) {
        return problems.stream()
                .map(problem -> String.valueOf(problem.file().getFileName()))
                .toList();
    }

    @Test
    void takesTheOtherEditsNowAndLater() throws Exception {
        route(folder, "wrong.yaml", WRONG);
        route(folder, "good.yaml", says("good", "two"));

        ReloadOutcome outcome = hub.reload().reload();

        assertThat(outcome.problems())
                .extracting(
                        problem -> problem.file().getFileName().toString(),
                        problem -> problem.line().orElse(0))
                .containsExactly(tuple("wrong.yaml", 4), tuple("wrong.yaml", 6));
        assertThat(ask("good")).isEqualTo("two");
        assertThat(ask("wrong")).isEqualTo("one");
        assertThat(hub.admin("/observe/health").body()).contains("Degraded", "perod", "lag");

        route(folder, "good.yaml", says("good", "three"));
        hub.reload().reload();
        assertThat(ask("good")).isEqualTo("three");

        again();
        assertThat(ask("good")).isEqualTo("three");
        assertThat(ask("wrong")).isEqualTo("one");
        assertThat(files(hub.status().problems())).containsExactly("wrong.yaml", "wrong.yaml");

        Files.delete(folder.resolve("routes/wrong.yaml"));
        assertThat(hub.reload().reload().problems()).isEmpty();
        assertThat(hub.camel().getRoute("wrong")).isNull();
    }

    @Test
    void aCallerWaitsForWhatItCalls() throws Exception {
        route(folder, "sub.yaml", says("sub", "two").replace("setBody", "setBuddy"));
        route(folder, "caller.yaml", "# edited\n" + caller("sub"));
        route(folder, "good.yaml", says("good", "two"));

        assertThat(files(hub.reload().reload().problems())).containsExactly("caller.yaml", "sub.yaml");
        assertThat(ask("good")).isEqualTo("two");
        assertThat(ask("caller")).isEqualTo("sub one");

        route(folder, "sub.yaml", says("sub", "two"));
        assertThat(hub.reload().reload().problems()).isEmpty();
        assertThat(ask("caller")).isEqualTo("two");
    }

    @Test
    void aCallerOfWhatIsNotThereYetWaitsToo() throws Exception {
        route(folder, "new.yaml", "- route:\n    id: new\n    from:\n      uri: [\n");
        route(folder, "caller.yaml", caller("new"));

        assertThat(files(hub.reload().reload().problems())).containsExactly("caller.yaml", "new.yaml");
        assertThat(ask("caller")).isEqualTo("sub one");

        again();
        assertThat(ask("caller")).isEqualTo("sub one");
    }

    @Test
    void aDeletedFileRunsOnAsLongAsAnotherNeedsIt() throws Exception {
        Files.delete(folder.resolve("routes/sub.yaml"));
        route(folder, "good.yaml", says("good", "two"));

        assertThat(files(hub.reload().reload().problems())).containsExactly("caller.yaml", "sub.yaml");
        assertThat(ask("good")).isEqualTo("two");
        assertThat(ask("caller")).isEqualTo("sub one");
        again();
        assertThat(ask("caller")).isEqualTo("sub one");

        route(folder, "caller.yaml", caller("good"));
        assertThat(hub.reload().reload().problems()).isEmpty();
        assertThat(ask("caller")).isEqualTo("two");
        assertThat(hub.camel().getRoute("sub")).isNull();
    }

    @Test
    void aRouteThatMovesIntoAWrongFileRunsOnWhereItWas() throws Exception {
        route(folder, "good.yaml", "# all moved\n");
        route(folder, "wrong.yaml", says("good", "moved") + WRONG);

        hub.reload().reload();
        assertThat(ask("good")).isEqualTo("one");
        assertThat(ask("wrong")).isEqualTo("one");

        route(folder, "wrong.yaml", says("good", "moved"));
        assertThat(hub.reload().reload().problems()).isEmpty();
        assertThat(ask("good")).isEqualTo("moved");
    }

    @Test
    void aRollbackIsTakenWholeOrNotAtAll() throws Exception {
        route(folder, "good.yaml", says("good", "two"));
        route(folder, "sub.yaml", "# none\n");
        route(folder, "caller.yaml", caller("good"));
        assertThat(hub.reload().reload().problems()).isEmpty();

        assertThat(hub.reload().rollback(1).result()).isEqualTo(Result.APPLIED);
        assertThat(ask("caller")).isEqualTo("sub one");
        assertThat(ask("good")).isEqualTo("one");
    }

    @Test
    void aFolderThatIsNoneOfRoutesIsLeftAlone() throws IOException, InterruptedException {
        route(folder, "docker-compose.yaml", "services: {web: {image: x}}\n");
        route(folder, "team/more.yml", says("more", "from a folder"));
        route(folder, "good.yaml", "# - route: switched off\n");

        assertThat(hub.reload().reload().problems()).isEmpty();
        assertThat(ask("more")).isEqualTo("from a folder");
        assertThat(hub.camel().getRoute("good")).isNull();
        assertThat(hub.admin("/observe/health").body()).doesNotContain("Degraded");
    }
}
