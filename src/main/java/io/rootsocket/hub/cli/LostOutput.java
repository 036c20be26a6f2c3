package io.rootsocket.hub.cli;

import io.rootsocket.hub.cli.invocation.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a command has printed and nobody got, as on a full disk: a backup of a list that ends in the middle must not look whole
 * to a script. A reader that has read enough, such as {@code head}, is no trouble.
 */
final class LostOutput {

    private static final Path OUTPUT = Path.of("/dev/stdout");
    private static final int KIND = 0170000;
    private static final int PIPE = 0010000;
    private static final int SOCKET = 0140000;

    private LostOutput() {}

    /** Says so, if it is, and returns what the command then exits with. */
    static int orElse(int exitCode, PrintWriter err) {
        if (!System.out.checkError() || isForAReader()) {
            return exitCode;
        }
        err.println(
                "The output could not be written, or not all of it; what the command was to do is done. Make room where"
                        + " the output goes.");
        return exitCode == 0 ? ExitCode.FIX_CONFIGURATION : exitCode;
    }

    private static boolean isForAReader() {
        try {
            int kind = (int) Files.getAttribute(OUTPUT, "unix:mode") & KIND;
            return kind == PIPE || kind == SOCKET;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            // Where nobody can tell, as on Windows, it is a reader's own affair.
            return true;
        }
    }
}
