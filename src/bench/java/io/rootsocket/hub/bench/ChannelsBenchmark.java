package io.rootsocket.hub.bench;

import io.micrometer.core.instrument.MeterRegistry;
import io.rootsocket.hub.hub.Hub;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.ProducerTemplate;

/**
 * What is left of 1,000, 10,000 and 100,000 channels within a minute after each was used once: heap and meters, against
 * before. Then how fair 1,000 channels are served that are busy at once: when half has arrived, the channel with most
 * against the one with least. {@code -Dbench.channels=1000,10000} measures other sizes.
 */
public final class ChannelsBenchmark {

    private ChannelsBenchmark() {}

    public static void main(String[] args) throws Exception {
        List<List<String>> rows = new ArrayList<>();
        Map<String, TreeMap<Integer, Double>> lines = new LinkedHashMap<>();
        var report = Report.of(ChannelsBenchmark.class);
        int[] sizes = Arrays.stream(System.getProperty("bench.channels", "1000,10000,100000")
                        .split(","))
                .mapToInt(Integer::parseInt)
                .toArray();
        for (int channels : sizes) {
            Measured once = Measured.of(UsedOnce.class, List.of("-Xmx512m"), channels);
            rows.add(Report.row(
                    "%d | %.0f | %.0f | %.0f | %.0f | %.0f | %.0f | %.0f",
                    channels,
                    once.get("before"),
                    once.get("after"),
                    once.get("metersBefore"),
                    once.get("metersAfter"),
                    once.get("seconds"),
                    once.get("perSecond"),
                    once.get("processor") * 1e6 / channels));
            lines.computeIfAbsent("processor seconds", line -> new TreeMap<>()).put(channels, once.get("processor"));
            report.value(
                    "left",
                    "%+.0f MB, %+.0f meters after %.0f s (%,d channels)"
                            .formatted(
                                    once.get("after") - once.get("before"),
                                    once.get("metersAfter") - once.get("metersBefore"),
                                    once.get("seconds"),
                                    channels));
        }
        Measured busy = Measured.of(
                BusyAtOnce.class, List.of("-Xmx512m"), Integer.getInteger("bench.channels.busy", 1_000), 40);
        report.table(
                        "Each channel is used once; then what is left of it, within a minute:",
                        List.of(
                                "channels",
                                "heap before, MB",
                                "heap after, MB",
                                "meters before",
                                "meters after",
                                "seconds later",
                                "messages/s",
                                "processor µs for each"),
                        rows)
                .value("fair", "%.2f".formatted(busy.get("most") / busy.get("least")))
                .table(
                        "Channels that are busy at once, when half has arrived:",
                        List.of("channels", "most of one", "least of one", "ratio"),
                        List.of(Report.row(
                                "%.0f | %.0f | %.0f | %.2f",
                                busy.get("channels"),
                                busy.get("most"),
                                busy.get("least"),
                                busy.get("most") / busy.get("least"))))
                .plot(Measured.plot("channels", "Channels used once", "channels", "processor seconds", lines))
                .write();
    }

    private static BenchedHub hub() throws Exception {
        var benched = new BenchedHub(0);
        benched.write("in.yaml", """
                - route:
                    id: in
                    from:
                      uri: direct:in
                      steps:
                        - toD:
                            uri: rootsocket:message
                            parameters:
                              channel: bench.${header.number}
                """);
        return benched;
    }

    /** Sends one message into each of so many channels, so often, from many threads. */
    private static void send(Hub hub, int channels, int each) throws Exception {
        var threads = Executors.newFixedThreadPool(32);
        var next = new AtomicInteger();
        try (ProducerTemplate producer = hub.camel().createProducerTemplate()) {
            for (int thread = 0; thread < 32; thread++) {
                threads.execute(() -> {
                    for (int number = next.getAndIncrement();
                            number < channels * each;
                            number = next.getAndIncrement()) {
                        producer.sendBodyAndHeader("direct:in", "Hello", "number", number % channels);
                    }
                });
            }
            threads.shutdown();
            if (!threads.awaitTermination(1, TimeUnit.HOURS)) {
                throw new IllegalStateException("Not all were sent within an hour");
            }
        }
    }

    /** Each channel is used once. */
    public static final class UsedOnce {

        private static final int WARM_UP = 500;

        private UsedOnce() {}

        public static void main(String[] args) throws Exception {
            int channels = Integer.parseInt(args[0]);
            BenchedHub benched = hub();
            try (var server = new ChannelServer();
                    Hub hub = benched.start(server.url())) {
                send(hub, 1, WARM_UP);
                server.await(WARM_UP, 60);
                Measured.say("before", ScheduleRow.heapMegabytes());
                long before = meters(hub);
                Measured.say("metersBefore", before);
                double processor = Measured.processorSeconds();
                long begin = System.nanoTime();
                send(hub, channels, 1);
                server.await(WARM_UP + channels, 600);
                Measured.say("perSecond", channels * 1e9 / (System.nanoTime() - begin));
                Measured.say("processor", Measured.processorSeconds() - processor);
                server.forget();
                begin = System.nanoTime();
                while (System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(60) && meters(hub) > before) {
                    TimeUnit.SECONDS.sleep(1);
                }
                Measured.say("seconds", (System.nanoTime() - begin) / 1e9);
                Measured.say("after", ScheduleRow.heapMegabytes());
                Measured.say("metersAfter", meters(hub));
            } finally {
                benched.delete();
            }
            System.exit(0);
        }

        /** Without Java's own: each new kind of collection brings one. */
        private static long meters(Hub hub) {
            MeterRegistry meters =
                    Objects.requireNonNull(hub.camel().getRegistry().findSingleByType(MeterRegistry.class));
            return meters.getMeters().stream()
                    .filter(meter -> !meter.getId().getName().startsWith("jvm."))
                    .count();
        }
    }

    /** Many channels have something to deliver all the time. */
    public static final class BusyAtOnce {

        private BusyAtOnce() {}

        public static void main(String[] args) throws Exception {
            int channels = Integer.parseInt(args[0]);
            int each = Integer.parseInt(args[1]);
            var benched = hub();
            try (var server = new ChannelServer()) {
                benched.fill(channels, each);
                try (Hub hub = benched.start(server.url())) {
                    server.await((long) channels * each / 2, 600);
                    LongSummaryStatistics counts = server.byChannel().values().stream()
                            .mapToLong(LongAdder::sum)
                            .summaryStatistics();
                    Measured.say("channels", counts.getCount());
                    Measured.say("most", counts.getMax());
                    Measured.say("least", counts.getCount() < channels ? 0.1 : Math.max(0.1, counts.getMin()));
                    server.await((long) channels * each, 600);
                }
            } finally {
                benched.delete();
            }
            System.exit(0);
        }
    }
}
