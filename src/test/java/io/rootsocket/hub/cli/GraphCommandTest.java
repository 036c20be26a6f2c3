package io.rootsocket.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.testing.RunningHub;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphCommandTest {

    @TempDir
    Path folder;

    private final Shell shell = new Shell();

    @BeforeEach
    void routes() throws Exception {
        RunningHub.route(folder, "hello.yaml", """
                - route:
                    id: hello
                    from:
                      uri: timer:hello
                      steps:
                        - to: direct:{{where}}
                - route:
                    id: said
                    from:
                      uri: direct:there
                      steps:
                        - to: rootsocket:message?channel=news
                """);
        Files.writeString(folder.resolve("routes/application.properties"), "where=there\n");
    }

    private int hub(String... arguments) {
        return shell.run(Map.of("HUB_ROUTES", folder.resolve("routes").toString()), arguments);
    }

    @Test
    void tellsWhichRouteFeedsWhichWithTheSettingsOfTheFolder() {
        assertThat(hub("graph")).isZero();
        assertThat(shell.out())
                .contains("  └ to direct:{{where}}\n")
                .endsWith("route hello -> route said  by direct:{{where}}\nroute said -> channel news\n");
    }

    @Test
    void drawsOneRouteAsAPictureThatNeedsNoOtherFile() {
        assertThat(hub("graph", "said", "--format", "svg")).isZero();
        assertThat(shell.out())
                .startsWith("<svg")
                .contains("<title", "<desc", "<style>")
                .doesNotContain("href");
    }

    @Test
    void drawsWhatGitHubDraws() {
        assertThat(hub("graph", "--format", "mermaid")).isZero();
        assertThat(shell.out())
                .startsWith("flowchart LR\n")
                .contains("n0 -->|\"direct:#123;#123;where#125;#125;\"| n1");
    }

    @Test
    void namesTheRouteThatWasProbablyMeant() {
        assertThat(hub("graph", "helo")).isEqualTo(4);
        assertThat(shell.err()).contains("There is no route `helo` in the folder. Did you mean `hello`?");
    }
}
