package io.rootsocket.hub.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The build writes {@code src/generated}; what it wrote must be what was committed. */
class GeneratedCodeTest {

    @Test
    void isCommittedAsTheBuildWritesIt() throws Exception {
        assumeTrue(Files.exists(Path.of(".git")), "only in a git checkout");

        assertThat(git("status", "--porcelain", "--untracked-files=all", "--", "src/generated"))
                .as("commit src/generated")
                .isEmpty();
    }

    private static String git(String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = "git";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
