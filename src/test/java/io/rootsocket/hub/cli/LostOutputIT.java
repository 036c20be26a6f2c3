package io.rootsocket.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** In a process of its own, whose output leads somewhere else. */
@EnabledOnOs(OS.LINUX)
class LostOutputIT {

    private static ProcessBuilder help() {
        return new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.rootsocket.hub.cli.HubCommand",
                "--help");
    }

    private static String said(Process process) throws Exception {
        return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void isSaidWhereItsDiskIsFull() throws Exception {
        Process process =
                help().redirectOutput(Redirect.to(new File("/dev/full"))).start();

        assertThat(said(process))
                .contains("The output could not be written", "Make room")
                .hasLineCount(1);
        assertThat(process.waitFor()).isEqualTo(4);
    }

    @Test
    void isNoTroubleWhereItsReaderHasReadEnough() throws Exception {
        Process process = help().start();
        process.getInputStream().close();

        assertThat(said(process)).isEmpty();
        assertThat(process.waitFor()).isZero();
    }
}
