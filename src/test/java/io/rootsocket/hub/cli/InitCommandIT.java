package io.rootsocket.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitCommandIT {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int hub(String... arguments) {
        return HubCommand.commandLine(Map.of())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    @Test
    void makesAFolderWhoseRouteIsValidAndWhoseTestPasses() {
        Path routes = folder.resolve("new/routes");

        assertThat(hub("init", routes.toString())).isZero();

        assertThat(hub("validate", "--strict", "--routes", routes.toString()))
                .as(out.toString())
                .isZero();
        assertThat(hub("test", "--routes", routes.toString()))
                .as(out.toString())
                .isZero();
        assertThat(routes.resolve(".env.example")).exists();
        assertThat(routes.resolve(".schema/rootsocket-routes.json")).exists();
        assertThat(routes.resolve(".github/workflows/routes.yaml"))
                .content()
                .contains("validate --routes . --format github", "test --routes . --junit-xml");
    }

    @Test
    void overwritesNothing() throws IOException {
        Files.writeString(folder.resolve("mine.yaml"), "mine");

        assertThat(hub("init", folder.toString())).isEqualTo(4);

        assertThat(err.toString()).contains("is not empty");
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void writesTheSchemaIntoAFolderThatIsThere() throws IOException {
        Files.writeString(folder.resolve("mine.yaml"), "mine");

        assertThat(hub("init", "--schema-only", folder.toString())).isZero();

        assertThat(folder.resolve(".schema/rootsocket-routes.json")).exists();
        assertThat(folder.resolve("hello.yaml")).doesNotExist();
    }
}
