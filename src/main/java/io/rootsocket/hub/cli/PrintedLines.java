package io.rootsocket.hub.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/**
 * What is printed, by whomever, as events of the log, one for each line: where a program reads the log, nothing else may
 * stand between its lines. Safe to share between threads.
 */
final class PrintedLines extends OutputStream {

    private final Logger log;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    private PrintedLines(Logger log) {
        this.log = log;
    }

    /**
     * From now on, for all of this process. {@code io.rootsocket.hub.log.LogConfiguration} has them written where was
     * printed before.
     */
    static void intoTheLog(CommandLine command) {
        // The log takes hold of the streams that it writes to before they are others.
        PrintStream out = stream("stdout");
        PrintStream err = stream("stderr");
        System.setOut(out);
        System.setErr(err);
        command.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
        command.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
    }

    private static PrintStream stream(String logger) {
        return new PrintStream(new PrintedLines(LoggerFactory.getLogger(logger)), true, StandardCharsets.UTF_8);
    }

    @Override
    public void write(int character) {
        write(new byte[] {(byte) character}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] == '\n') {
                end();
            } else if (bytes[i] != '\r') {
                line.write(bytes[i]);
            }
        }
    }

    private void end() {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        if (!text.isBlank()) {
            log.info("{}", text);
        }
    }

    /** The rest of a line that did not end. */
    @Override
    public synchronized void close() {
        end();
    }
}
