package io.rootsocket.hub.bench;

import io.rootsocket.hub.testing.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * How long the packaged hub takes with the shipped routes from `./hub run` to its first screen, what it is at rest, and how
 * long its commands take. In turns with Camel's own main. The hub in `target/hub` must have been packaged, and runs on the
 * Java of the path.
 */
public final class StartBenchmark {

    private static final int ROUNDS = Integer.getInteger("bench.start.rounds", 5);
    private static final Duration SETTLE = Duration.ofSeconds(Integer.getInteger("bench.start.settle", 90));
    private static final Duration WATCH = Duration.ofSeconds(Integer.getInteger("bench.start.watch", 30));
    private static final List<String> COMMANDS = List.of("--help", "status", "schedules", "validate", "test");

    private final Path home = Files.createTempDirectory("started");
    private final Map<String, String> environment =
            new TreeMap<>(Map.of("HUB_DATA", home.resolve("data").toString(), "ROOTSOCKET_KEY", ""));
    private final List<Double> wall = new ArrayList<>();
    private final List<Double> processor = new ArrayList<>();
    private final List<Double> camelWall = new ArrayList<>();
    private final List<Double> camelProcessor = new ArrayList<>();
    private final Report report = Report.of(StartBenchmark.class);

    private StartBenchmark() throws IOException {
        Path project = Path.of("").toAbsolutePath();
        Files.copy(project.resolve("hub"), home.resolve("hub"));
        Files.createDirectory(home.resolve("target"));
        Files.createSymbolicLink(home.resolve("target/hub"), project.resolve("target/hub"));
        Files.createSymbolicLink(home.resolve("routes"), project.resolve("routes"));
        for (String door : List.of("HUB_PORT", "HUB_ADMIN_PORT", "HUB_BROKER_PORT", "HUB_SANDBOX_PORT")) {
            environment.put(door, String.valueOf(FreePort.next()));
        }
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        new StartBenchmark().run();
    }

    private void run() throws IOException, InterruptedException {
        try {
            command("rehearse");
            // The first start makes the data folder.
            startHub().close();
            for (int i = 0; i < ROUNDS; i++) {
                try (var hub = startHub();
                        var camel = startCamel()) {
                    note(hub, wall, processor);
                    note(camel, camelWall, camelProcessor);
                }
            }
            starts();
            try (var hub = startHub()) {
                Thread.sleep(SETTLE.toMillis());
                rest(hub);
                commands();
            }
            report.write();
        } finally {
            BenchedHub.delete(home);
        }
    }

    private StartedProcess startHub() throws IOException, InterruptedException {
        return StartedProcess.start(home, environment, "Ctrl-C stops.", List.of("./hub", "run"));
    }

    private StartedProcess startCamel() throws IOException, InterruptedException {
        List<String> command = JavaProcess.command(PlainCamel.class, List.of(), String.valueOf(FreePort.next()));
        return StartedProcess.start(Path.of("").toAbsolutePath(), Map.of(), "Ready", command);
    }

    private static void note(StartedProcess started, List<Double> wall, List<Double> processor) {
        wall.add(seconds(started.ready()));
        processor.add(seconds(started.processorTime()));
    }

    private void starts() {
        report.value("start.wall", "%.1f s".formatted(median(wall)))
                .value("start.processor", "%.1f s".formatted(median(processor)))
                .table(
                        "From the command to the first screen, and the processor time until then. Camel's main runs two"
                                + " routes, without an archive of classes, a broker or a database.",
                        List.of("what", "seconds", "processor seconds"),
                        List.of(
                                Report.row("the hub | %.2f | %.2f", median(wall), median(processor)),
                                Report.row("Camel's main | %.2f | %.2f", median(camelWall), median(camelProcessor)),
                                Report.row(
                                        "the hub to Camel's main, round by round | %.2f | %.2f",
                                        ratio(wall, camelWall), ratio(processor, camelProcessor))));
    }

    private void rest(StartedProcess hub) throws IOException, InterruptedException {
        double part = hub.processorAtRest(WATCH);
        long megabytes = hub.status("VmRSS") / 1024;
        long files = hub.status("RssFile") / 1024;
        long threads = hub.status("Threads");
        report.value("rest.resident", megabytes + " MB")
                .value("rest.threads", String.valueOf(threads))
                .value("rest.processor", "%.1f %%".formatted(part * 100))
                .table(
                        "At rest, %d s after the start.".formatted(SETTLE.toSeconds()),
                        List.of("resident", "of it files, as the archive of classes", "threads", "of one processor"),
                        List.of(Report.row("%d MB | %d MB | %d | %.1f %%", megabytes, files, threads, part * 100)));
    }

    private void commands() throws IOException, InterruptedException {
        List<List<String>> rows = new ArrayList<>();
        for (String command : COMMANDS) {
            double[] seconds = new double[ROUNDS];
            for (int i = 0; i < ROUNDS; i++) {
                seconds[i] = seconds(command(command));
            }
            double median = median(Arrays.stream(seconds).boxed().toList());
            report.value(command.replace("-", ""), "%.2f s".formatted(median));
            rows.add(Report.row("%s | %.2f", command, median));
        }
        report.table("Commands, while that hub runs.", List.of("command", "seconds"), rows);
    }

    private Duration command(String command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder("./hub", command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        long begin = System.nanoTime();
        Process process = builder.start();
        if (!process.waitFor(3, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroy();
            throw new IOException("hub %s ended with %s"
                    .formatted(command, process.onExit().join().exitValue()));
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static double ratio(List<Double> some, List<Double> others) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < some.size(); i++) {
            ratios.add(some.get(i) / others.get(i));
        }
        return median(ratios);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }
}
