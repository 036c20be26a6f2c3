package io.rootsocket.hub.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Runs benchmarks one after the other, each in a process of its own, and puts what they found into the page of numbers.
 * Without arguments all, shortly; with arguments those. {@code --page} measures nothing, and fills the page with what is in
 * {@code target/bench}. To add one, write a class that ends in {@code Benchmark} and makes a {@link Report}, add it below,
 * and give it its place in the page.
 */
public final class All {

    /** @param shortly what makes it short enough for all to take a quarter of an hour on a quiet machine */
    private record Part(Class<?> benchmark, String... shortly) {}

    private static final List<Part> PARTS = List.of(
            new Part(SideBySideBenchmark.class, "-Dbench.sidebyside.rounds=3", "-Dbench.sidebyside.warmup=3"),
            new Part(DurableBenchmark.class, "-Dbench.durable.rounds=5", "-Dbench.durable.warmup=5"),
            new Part(ScheduleBenchmark.class, "-Dbench.routes=100,1000,10000", "-Dbench.idle.fires=120"),
            new Part(StartBenchmark.class),
            new Part(ManyRoutesBenchmark.class),
            new Part(ReloadBenchmark.class),
            new Part(ChannelsBenchmark.class, "-Dbench.channels=1000,10000"),
            new Part(BacklogBenchmark.class, "-Dbench.backlog=1000,10000,100000"),
            new Part(RecordsBenchmark.class, "-Dbench.records=1000,10000,100000"),
            new Part(HubsBenchmark.class),
            new Part(TrailBenchmark.class, "-Dbench.trail.warmup=6", "-Dbench.trail.rounds=5"),
            new Part(DeliveryBenchmark.class, "-Dbench.rounds=3"));

    private All() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Set<String> asked = Set.copyOf(Arrays.asList(arguments));
        List<String> failed = new ArrayList<>();
        Files.createDirectories(Report.FOLDER);
        for (Part part : asked.contains("--page") ? List.<Part>of() : chosen(asked)) {
            if (!runs(part)) {
                failed.add(part.benchmark().getSimpleName());
            }
            // After each, so that what is stopped early has not measured for nothing.
            NumbersPage.update();
        }
        NumbersPage.update();
        System.out.printf("%s is up to date with %s.%n", NumbersPage.PAGE, Report.FOLDER);
        if (!failed.isEmpty()) {
            System.out.printf("These failed, and keep their former numbers: %s%n", failed);
            System.exit(1);
        }
    }

    private static List<Part> chosen(Set<String> asked) {
        List<String> known =
                PARTS.stream().map(part -> part.benchmark().getSimpleName()).toList();
        for (String name : asked) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("There is no benchmark %s, only %s".formatted(name, known));
            }
        }
        return PARTS.stream()
                .filter(part ->
                        asked.isEmpty() || asked.contains(part.benchmark().getSimpleName()))
                .toList();
    }

    private static boolean runs(Part part) throws IOException, InterruptedException {
        String name = part.benchmark().getSimpleName();
        Path log = Report.FOLDER.resolve(name + ".log");
        System.out.printf("%n%s…%n", name);
        Instant begin = Instant.now();
        Process process = new ProcessBuilder(JavaProcess.command(part.benchmark(), options(part)))
                .redirectError(log.toFile())
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .start();
        boolean done = process.waitFor() == 0;
        System.out.printf(
                "%s took %d s%s%n",
                name, Duration.between(begin, Instant.now()).toSeconds(), done ? "" : " and failed; see " + log);
        return done;
    }

    /** What is said to this process in {@code -Dbench.…} comes after them, and wins. */
    private static List<String> options(Part part) {
        var options = new ArrayList<>(List.of("-Duser.language=en"));
        options.addAll(List.of(part.shortly()));
        return options;
    }
}
