package io.rootsocket.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.cli.invocation.ExitCode;
import io.rootsocket.hub.testing.RunningHub;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that show and change the routes of a running hub. */
class RoutesCommandIT {

    private static final String TICK = """
            - route:
                id: tick
                from:
                  uri: direct:tick
                  steps:
                    - log: tick
            """;

    @TempDir
    Path folder;

    private final Shell shell = new Shell();
    private RunningHub running;

    @BeforeEach
    void start() {
        RunningHub.route(folder, "tick.yaml", TICK);
        running = RunningHub.start(folder, URI.create("http://127.0.0.1:9"), "key", Map.of());
    }

    @AfterEach
    void stop() {
        running.close();
    }

    private int hub(String... arguments) {
        return shell.run(Map.of("HUB_ADMIN_PORT", running.adminUrl().replaceFirst(".*:", "")), arguments);
    }

    @Test
    void showsReloadsAndRollsBack() {
        assertThat(hub("reload")).isZero();
        assertThat(shell.out()).contains("Nothing has changed");

        RunningHub.route(folder, "tick.yaml", TICK.replace("log: tick", "log: tock"));
        assertThat(hub("reload")).isZero();
        assertThat(hub("routes")).isZero();
        assertThat(shell.out()).containsPattern("started +tick +tick.yaml:1 +\\d");

        assertThat(hub("history")).isZero();
        assertThat(shell.out().lines())
                .satisfiesExactly(
                        titles -> assertThat(titles).matches("N +RESULT +WHEN +CAUSE +FILES"),
                        newest -> assertThat(newest).matches("2 +applied +20\\d\\d-.* +(saved|asked) +~tick.yaml"),
                        oldest -> assertThat(oldest).matches("1 +applied +20\\d\\d-.* +start +\\+tick.yaml"));
        assertThat(hub("history", "--last", "1")).isZero();
        assertThat(shell.out().lines()).hasSize(2);
        assertThat(hub("history", "2")).isZero();
        assertThat(shell.out()).contains("-        - log: tick", "+        - log: tock");
        assertThat(hub("history", "77")).isEqualTo(ExitCode.FIX_CONFIGURATION);
        assertThat(shell.err()).contains("There is no generation 77");

        assertThat(hub("rollback", "1")).isZero();
        assertThat(shell.out()).contains("Generation 3 runs", "tick");
        assertThat(folder.resolve("routes/tick.yaml")).hasContent(TICK);

        assertThat(hub("rollback", "99")).isEqualTo(ExitCode.FIX_CONFIGURATION);
        assertThat(shell.err()).contains("There is no generation 99");
    }

    /** It was the mistake in the file alone, and so none for a file that cannot be read as JSON. */
    @Test
    void showsWhyARouteFailedLastAndWithWhichFile() throws Exception {
        Path inbox = folder.resolve("inbox");
        RunningHub.route(folder, "read.yaml", """
                - route:
                    id: read
                    from:
                      uri: file:%s?initialDelay=0&delay=100
                      steps:
                        - unmarshal:
                            json: {}
                """.formatted(inbox));
        assertThat(hub("reload")).isZero();
        Files.writeString(inbox.resolve("bad.json"), "nope");

        await().untilAsserted(() -> {
            assertThat(hub("routes", "--failed")).isZero();
            assertThat(shell.out())
                    .containsPattern("started +read +read.yaml:1")
                    .contains("bad.json: ", "nope");
        });
        assertThat(shell.out()).doesNotContain("tick");
        assertThat(hub("routes", "read.yaml")).isZero();
        assertThat(shell.out()).containsPattern("Last error +(now|.* ago): bad.json: ");
        assertThat(hub("routes", "raed")).isEqualTo(ExitCode.FIX_CONFIGURATION);
        assertThat(shell.err()).contains("No route or file `raed` runs. Did you mean `read`?");
    }

    @Test
    void saysWhereAMistakeIsAndExitsWithFour() {
        RunningHub.route(folder, "tick.yaml", TICK.replace("- log", "- lgo"));

        assertThat(hub("reload")).isEqualTo(ExitCode.FIX_CONFIGURATION);

        assertThat(shell.err()).contains("tick.yaml:6", "`lgo`", "Did you mean `log`?", "Generation 1 runs on");
    }
}
