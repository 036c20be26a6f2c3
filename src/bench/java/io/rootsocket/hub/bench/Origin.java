package io.rootsocket.hub.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.stream.Stream;

/** Where a number comes from: without the day, the machine, the Java and the commit it says nothing. */
final class Origin {

    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    private Origin() {}

    static String line() {
        return "%s, %s %s, %d processors%s, %.0f GB, Java %s, commit %s"
                .formatted(
                        LocalDate.now(ZoneOffset.UTC),
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        Runtime.getRuntime().availableProcessors(),
                        model(),
                        ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize()
                                / 1e9,
                        System.getProperty("java.runtime.version"),
                        commit());
    }

    private static String model() {
        try (Stream<String> lines = Files.lines(PROCESSORS)) {
            return lines.filter(line -> line.toLowerCase(Locale.ROOT).startsWith("model name"))
                    .findFirst()
                    .map(line -> " (" + line.substring(line.indexOf(':') + 1).strip() + ")")
                    .orElse("");
        } catch (IOException none) {
            return "";
        }
    }

    /** What is not committed of the hub's own code is told: others cannot measure it again. */
    private static String commit() {
        String commit = git("rev-parse", "--short=8", "HEAD");
        String changed = git("status", "--porcelain", "--", "src/main/java", "src/main/resources", "pom.xml");
        return commit.isEmpty() ? "unknown" : changed.isEmpty() ? commit : commit + " with changes";
    }

    private static String git(String... arguments) {
        try {
            var command = Stream.concat(Stream.of("git"), Stream.of(arguments)).toList();
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException none) {
            return "";
        }
    }
}
