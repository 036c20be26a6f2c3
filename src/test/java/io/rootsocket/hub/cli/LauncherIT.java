package io.rootsocket.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code ./hub} with a {@code java} that prints what it was given, and a {@code mvn} that builds nothing. */
class LauncherIT {

    private static final Path LAUNCHER = Path.of("hub").toAbsolutePath();

    @TempDir
    private Path folder;

    private int exitCode;
    private List<String> output = List.of();

    private void launch(String javaVersion, Path launcher, String... arguments) throws Exception {
        program("mvn", "exit 0");
        program("java", """
                if [ "$1" = -version ]; then echo 'openjdk version "%s"' >&2; else printf '%%s\\n' "$@"; fi
                """.formatted(javaVersion));
        var command = Stream.concat(Stream.of(launcher.toString()), Stream.of(arguments))
                .toList();
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().merge("PATH", folder.toString(), (path, first) -> first + ":" + path);
        builder.environment().remove("JAVA_OPTS");
        Process process = builder.start();
        output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        exitCode = process.waitFor();
    }

    private void program(String name, String script) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void handsOnItsArgumentsAsTheyAre() throws Exception {
        launch("17.0.15", LAUNCHER, "send", "news", "two  words * \"quoted\"", "");

        assertThat(exitCode).isZero();
        assertThat(output)
                .endsWith("io.rootsocket.hub.cli.HubCommand", "send", "news", "two  words * \"quoted\"", "")
                .anyMatch(line -> line.matches("target/hub/rootsocket-hub-.*\\.jar:ext/\\*"));
    }

    @Test
    void findsTheHubThroughALink() throws Exception {
        launch("25", Files.createSymbolicLink(folder.resolve("linked"), LAUNCHER), "run");

        assertThat(exitCode).isZero();
        assertThat(output).endsWith("io.rootsocket.hub.cli.HubCommand", "run");
    }

    @Test
    void saysThatJavaIsTooOld() throws Exception {
        launch("11.0.2", LAUNCHER, "run");

        assertThat(exitCode).isEqualTo(4);
        assertThat(output)
                .singleElement()
                .asString()
                .contains("Java 17 or newer")
                .contains("is 11");
    }
}
