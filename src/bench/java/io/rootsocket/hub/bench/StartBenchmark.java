package io.rootsocket.hub.bench;

import io.rootsocket.hub.testing.FreePort;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How long the packaged hub takes with the shipped routes from `./hub run` to its first screen, what it is at rest, and how
 * long its commands take. In turns with Camel's own main, and with the same hub on Java 25 where there is one. The hub in
 * `target/hub` must have been packaged, and runs on the Java of the path.
 */
public final class StartBenchmark {

    private static final int ROUNDS = Integer.getInteger("bench.start.rounds", 5);
    private static final Duration SETTLE = Duration.ofSeconds(Integer.getInteger("bench.start.settle", 90));
    private static final Duration WATCH = Duration.ofSeconds(Integer.getInteger("bench.start.watch", 30));
    private static final int NEWER = 25;
    private static final List<String> COMMANDS = List.of("--help", "status", "schedules", "validate", "test");

    private final PackagedHub packaged = PackagedHub.withShippedRoutes();
    private final Map<String, String> environment = packaged.environment();
    private final Optional<InstalledJava> newerJava = InstalledJava.of(NEWER);
    private final Starts hub = new Starts();
    private final Starts newer = new Starts();
    private final Starts camel = new Starts();
    private final Report report = Report.of(StartBenchmark.class);

    private StartBenchmark() throws IOException {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        new StartBenchmark().run();
    }

    /** What each of several starts took. */
    private record Starts(List<Double> wall, List<Double> processor) {

        Starts() {
            this(new ArrayList<>(), new ArrayList<>());
        }

        void note(StartedProcess started) {
            wall.add(seconds(started.ready()));
            processor.add(seconds(started.processorTime()));
        }

        List<String> row(String what) {
            return Report.row("%s | %.2f | %.2f", what, median(wall), median(processor));
        }
    }

    private void run() throws IOException, InterruptedException {
        try {
            prepare(environment);
            if (newerJava.isPresent()) {
                prepare(newerJava.get().on(environment));
            }
            for (int i = 0; i < ROUNDS; i++) {
                try (var started = packaged.start(environment);
                        var other = startCamel()) {
                    hub.note(started);
                    camel.note(other);
                }
                if (newerJava.isPresent()) {
                    try (var started = packaged.start(newerJava.get().on(environment))) {
                        newer.note(started);
                    }
                }
            }
            starts();
            try (var started = packaged.start(environment)) {
                Thread.sleep(SETTLE.toMillis());
                rest(started);
                commands();
            }
            report.write();
        } finally {
            packaged.close();
        }
    }

    /** Makes the archive of classes and, with the first start, the data folder. */
    private void prepare(Map<String, String> variables) throws IOException, InterruptedException {
        packaged.rehearse(variables);
        packaged.start(variables).close();
    }

    private StartedProcess startCamel() throws IOException, InterruptedException {
        List<String> command = JavaProcess.command(PlainCamel.class, List.of(), String.valueOf(FreePort.next()));
        return StartedProcess.start(Path.of("").toAbsolutePath(), Map.of(), "Ready", command);
    }

    private void starts() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(hub.row("the hub"));
        if (newerJava.isPresent()) {
            rows.add(newer.row("the hub on Java %d".formatted(NEWER)));
            report.value("start%d.wall".formatted(NEWER), "%.1f s".formatted(median(newer.wall())));
        }
        rows.add(camel.row("Camel's main"));
        rows.add(Report.row(
                "the hub to Camel's main, round by round | %.2f | %.2f",
                ratio(hub.wall(), camel.wall()), ratio(hub.processor(), camel.processor())));
        report.value("start.wall", "%.1f s".formatted(median(hub.wall())))
                .value("start.processor", "%.1f s".formatted(median(hub.processor())))
                .table(
                        "From the command to the first screen, and the processor time until then. Camel's main runs two"
                                + " routes, without an archive of classes, a broker or a database.",
                        List.of("what", "seconds", "processor seconds"),
                        rows);
    }

    private void rest(StartedProcess started) throws IOException, InterruptedException {
        double part = started.processorAtRest(WATCH);
        long megabytes = started.status("VmRSS") / 1024;
        long files = started.status("RssFile") / 1024;
        long threads = started.status("Threads");
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
                seconds[i] = seconds(packaged.command(command, environment));
            }
            double median = median(Arrays.stream(seconds).boxed().toList());
            report.value(command.replace("-", ""), "%.2f s".formatted(median));
            rows.add(Report.row("%s | %.2f", command, median));
        }
        report.table("Commands, while that hub runs.", List.of("command", "seconds"), rows);
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
