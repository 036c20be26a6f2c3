package io.rootsocket.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitCommandIT {

    @TempDir
    Path folder;

    private final Shell shell = new Shell();

    @Test
    void makesAFolderWhoseRouteIsValidAndWhoseTestPasses() {
        Path routes = folder.resolve("new/routes");

        assertThat(shell.run("init", routes.toString())).isZero();

        assertThat(shell.run("validate", "--strict", "--routes", routes.toString()))
                .as(shell.out())
                .isZero();
        assertThat(shell.run("test", "--routes", routes.toString()))
                .as(shell.out())
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

        assertThat(shell.run("init", folder.toString())).isEqualTo(4);

        assertThat(shell.err()).contains("is not empty");
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void writesTheSchemaIntoAFolderThatIsThere() throws IOException {
        Files.writeString(folder.resolve("mine.yaml"), "mine");

        assertThat(shell.run("init", "--schema-only", folder.toString())).isZero();

        assertThat(folder.resolve(".schema/rootsocket-routes.json")).exists();
        assertThat(folder.resolve("hello.yaml")).doesNotExist();
    }
}
