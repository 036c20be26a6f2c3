package io.rootsocket.hub.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process of which is known how long it took to say a line, and what Linux says it takes. */
final class StartedProcess implements AutoCloseable {

    private static final Duration LOOK_EVERY = Duration.ofMillis(5);
    private static final Duration TIMEOUT = Duration.ofMinutes(3);
    /** What Linux counts processor time in. */
    private static final Duration TICK = Duration.ofMillis(10);
    /** Where user and system time stand behind the name in {@code /proc/PID/stat}. */
    private static final int USER = 11;

    private final Process process;
    private final Duration ready;
    private final Duration processorTime;
    private final List<String> said;

    private StartedProcess(Process process, Duration ready, Duration processorTime, List<String> said) {
        this.process = process;
        this.ready = ready;
        this.processorTime = processorTime;
        this.said = said;
    }

    /** Starts a command, and returns when it has said a line that begins so. */
    static StartedProcess start(Path folder, Map<String, String> environment, String line, List<String> command)
            throws IOException, InterruptedException {
        Path log = Files.createTempFile("started", ".log");
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        long begin = System.nanoTime();
        Process process = builder.start();
        while (!says(log, line)) {
            long taken = System.nanoTime() - begin;
            if (!process.isAlive() || taken > TIMEOUT.toNanos()) {
                process.destroy();
                throw new IOException("%s did not say `%s`: %s"
                        .formatted(command.subList(command.size() - 2, command.size()), line, Files.readString(log)));
            }
            Thread.sleep(LOOK_EVERY.toMillis());
        }
        Duration ready = Duration.ofNanos(System.nanoTime() - begin);
        var started = new StartedProcess(process, ready, taken(process), Files.readAllLines(log));
        Files.delete(log);
        return started;
    }

    private static boolean says(Path log, String line) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.anyMatch(said -> said.startsWith(line));
        }
    }

    private static Duration taken(Process process) throws IOException {
        String stat = Files.readString(proc(process, "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return TICK.multipliedBy(Long.parseLong(fields[USER]) + Long.parseLong(fields[USER + 1]));
    }

    private static Path proc(Process process, String file) {
        return Path.of("/proc", String.valueOf(process.pid()), file);
    }

    /** How long it took to say the line. */
    Duration ready() {
        return ready;
    }

    /** What it had taken of the processors then. */
    Duration processorTime() {
        return processorTime;
    }

    /** What it had said by then. */
    List<String> said() {
        return said;
    }

    /** What is in use of the heap of a process that runs Java, in megabytes; its garbage is collected for that. */
    double heapMegabytes() throws IOException {
        Process counts = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        String.valueOf(process.pid()),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        try (var said = counts.inputReader()) {
            return said.lines()
                            .filter(line -> line.startsWith("Total"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll(".*\\s", "")))
                            .findFirst()
                            .orElseThrow(() -> new IOException("jcmd counts no objects"))
                    / 1e6;
        }
    }

    /** What part of one processor it takes while nobody asks anything of it. */
    double processorAtRest(Duration watched) throws IOException, InterruptedException {
        Duration before = taken(process);
        Thread.sleep(watched.toMillis());
        return (double) taken(process).minus(before).toMillis() / watched.toMillis();
    }

    /** A number of {@code /proc/PID/status}. */
    long status(String name) throws IOException {
        try (Stream<String> lines = Files.lines(proc(process, "status"))) {
            return lines.filter(line -> line.startsWith(name + ":"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
        }
    }
}
