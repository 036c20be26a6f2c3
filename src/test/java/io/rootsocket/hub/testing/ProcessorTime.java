package io.rootsocket.hub.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Writes down how long each test class keeps a processor busy, with the processes that it starts and ends: what a build takes
 * on two of them is the sum, where nobody waits. {@code .ci/slowest} shows it. Only where Linux tells.
 */
public final class ProcessorTime implements BeforeAllCallback, AfterAllCallback {

    private static final Path STAT = Path.of("/proc/self/stat");
    private static final Path BUILD = Path.of("target");
    private static final Path KEPT = BUILD.resolve("processor-seconds");
    /** In that file, of the fields after the name: of the process and of its children, for itself and for the system. */
    private static final int FIRST = 11;

    private static final int LAST = 14;
    private static final double TICKS_PER_SECOND = 100;

    private double before;

    @Override
    public void beforeAll(ExtensionContext test) {
        if (isWhole(test)) {
            before = seconds();
        }
    }

    @Override
    public void afterAll(ExtensionContext test) {
        if (isWhole(test) && Files.isDirectory(BUILD)) {
            String line = String.format(
                    Locale.ROOT,
                    "%.1f %s%n",
                    seconds() - before,
                    test.getRequiredTestClass().getSimpleName());
            try {
                Files.writeString(KEPT, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static boolean isWhole(ExtensionContext test) {
        return test.getRequiredTestClass().getEnclosingClass() == null && Files.isReadable(STAT);
    }

    private static double seconds() {
        try {
            String stat = Files.readString(STAT);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return IntStream.rangeClosed(FIRST, LAST)
                            .mapToLong(field -> Long.parseLong(fields[field]))
                            .sum()
                    / TICKS_PER_SECOND;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
