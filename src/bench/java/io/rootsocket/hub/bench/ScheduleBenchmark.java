package io.rootsocket.hub.bench;

import io.rootsocket.hub.schedule.ScheduleSettings;
import io.rootsocket.hub.schedule.Schedules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * How late 1, 100, 1,000 and 10,000 routes are that are due in the same second, how long they take to start and how much
 * heap they need, beside Quartz alone with as many cron triggers on the same kind of store (H2, written at each commit).
 * In turns, in one run: {@code mvn -Pbench verify -DskipTests -Dbench=ScheduleBenchmark}.
 */
public final class ScheduleBenchmark {

    private static final int[] ROUTES = {1, 100, 1_000, 10_000};
    /** {@code -Dbench.most=1000} leaves out the largest. */
    private static final int MOST = Integer.getInteger("bench.most", 10_000);

    private ScheduleBenchmark() {}

    /** What was measured. */
    private record Measured(Duration start, long heapMegabytes, long[] lateMillis) {

        @Override
        public String toString() {
            Arrays.sort(lateMillis);
            return "%9.1f %8d %8d %8d %8d"
                    .formatted(
                            start.toMillis() / 1000.0,
                            heapMegabytes,
                            lateMillis[lateMillis.length / 2],
                            lateMillis[(int) Math.ceil(lateMillis.length * 0.99) - 1],
                            lateMillis[lateMillis.length - 1]);
        }
    }

    public static void main(String[] args) throws Exception {
        System.out.printf(
                Locale.ROOT,
                "%-8s %-12s %9s %8s %8s %8s %8s%n",
                "routes",
                "who",
                "start s",
                "heap MB",
                "p50 ms",
                "p99 ms",
                "max ms");
        // The first of each pays for loading classes.
        hub(10);
        QuartzAlone.run(10, at(10));
        for (int routes : ROUTES) {
            if (routes > MOST) {
                break;
            }
            System.out.printf(Locale.ROOT, "%-8d %-12s %s%n", routes, "hub", hub(routes));
            System.out.printf(Locale.ROOT, "%-8d %-12s %s%n", routes, "quartz alone", quartz(routes));
        }
    }

    /** Late enough for all to have started. */
    private static Instant at(int routes) {
        return Instant.now().plusSeconds(routes >= 10_000 ? 180 : 40).truncatedTo(ChronoUnit.SECONDS);
    }

    static String cron(Instant at) {
        var time = at.atZone(ZoneOffset.UTC);
        return "%d %d %d %d %d ? %d"
                .formatted(
                        time.getSecond(),
                        time.getMinute(),
                        time.getHour(),
                        time.getDayOfMonth(),
                        time.getMonthValue(),
                        time.getYear());
    }

    private static Measured hub(int routes) throws Exception {
        Path folder = Files.createTempDirectory("schedules");
        Instant at = at(routes);
        var late = new long[routes];
        var next = new AtomicInteger();
        var done = new CountDownLatch(routes);
        long before = System.nanoTime();
        try (var schedules = Schedules.open(ScheduleSettings.embedded(folder), Clock.systemUTC());
                var camel = new DefaultCamelContext()) {
            camel.disableJMX();
            schedules.attach(camel, folder.toString(), exchange -> Optional.empty());
            camel.start();
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    for (int i = 0; i < routes; i++) {
                        from("schedule:r%d?zone=UTC&cron=%s".formatted(i, cron(at)))
                                .routeId("r" + i)
                                .process(exchange -> {
                                    late[next.getAndIncrement()] = System.currentTimeMillis() - at.toEpochMilli();
                                    done.countDown();
                                });
                    }
                }
            });
            schedules.start();
            if (Instant.now().isAfter(at)) {
                throw new IllegalStateException("The start of %d routes took too long to measure".formatted(routes));
            }
            var start = Duration.ofNanos(System.nanoTime() - before);
            long heap = heapMegabytes();
            await(done);
            schedules.stop();
            camel.stop();
            return new Measured(start, heap, late);
        } finally {
            delete(folder);
        }
    }

    private static Measured quartz(int triggers) throws Exception {
        QuartzAlone.Result result = QuartzAlone.run(triggers, at(triggers));
        return new Measured(result.start(), result.heapMegabytes(), result.lateMillis());
    }

    static void await(CountDownLatch done) throws InterruptedException {
        if (!done.await(5, TimeUnit.MINUTES)) {
            throw new IllegalStateException("%d have not fired".formatted(done.getCount()));
        }
    }

    static long heapMegabytes() {
        System.gc();
        return (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) / 1_000_000;
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
