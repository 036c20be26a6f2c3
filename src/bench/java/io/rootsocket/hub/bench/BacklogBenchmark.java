package io.rootsocket.hub.bench;

import io.rootsocket.hub.hub.Hub;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How long the hub takes to start in 256 MB of heap with 10,000, 100,000 and a million messages waiting, and how many it
 * delivers a second from then on; the normal rate is that of the fewest. {@code -Dbench.backlog=10000,100000} measures other
 * sizes.
 */
public final class BacklogBenchmark {

    private static final int CHANNELS = 50;

    private BacklogBenchmark() {}

    public static void main(String[] args) throws Exception {
        int[] sizes = Arrays.stream(System.getProperty("bench.backlog", "10000,100000,1000000")
                        .split(","))
                .mapToInt(Integer::parseInt)
                .toArray();
        List<List<String>> rows = new ArrayList<>();
        Map<String, TreeMap<Integer, Double>> lines = new LinkedHashMap<>();
        var report = Report.of(BacklogBenchmark.class);
        double normal = 0;
        for (int messages : sizes) {
            Measured drained = Measured.of(Drained.class, List.of("-Xmx256m"), messages);
            double rate = drained.get("perSecond");
            normal = normal == 0 ? rate : normal;
            rows.add(Report.row(
                    "%d | %.1f | %.0f | %.2f | %.0f",
                    messages, drained.get("start"), rate, rate / normal, drained.get("processor") * 1e6 / messages));
            lines.computeIfAbsent("start, s", line -> new TreeMap<>()).put(messages, drained.get("start"));
            lines.computeIfAbsent("drain, s", line -> new TreeMap<>()).put(messages, messages / rate);
            report.value("start", "%.1f s (%,d)".formatted(drained.get("start"), messages))
                    .value("drain", "%.2f (%,d)".formatted(rate / normal, messages));
        }
        report.table(
                        "In 256 MB of heap:",
                        List.of("waiting", "start, s", "delivered/s", "of the normal rate", "processor µs for each"),
                        rows)
                .plot(Measured.plot("backlog", "A backlog", "messages that wait", "seconds", lines))
                .write();
    }

    /** A hub that is started while so many wait. */
    public static final class Drained {

        /** The first ones compile what delivers. */
        private static final int WARM_UP = 4_000;

        private Drained() {}

        public static void main(String[] args) throws Exception {
            int messages = Integer.parseInt(args[0]);
            var benched = new BenchedHub(0);
            benched.fill(CHANNELS, (messages + WARM_UP) / CHANNELS);
            try (var server = new ChannelServer()) {
                long begin = System.nanoTime();
                try (Hub hub = benched.start(server.url())) {
                    Measured.say("start", (System.nanoTime() - begin) / 1e9);
                    server.await(WARM_UP, 300);
                    double processor = Measured.processorSeconds();
                    long first = server.arrived();
                    begin = System.nanoTime();
                    server.await(WARM_UP + messages, 3_600);
                    Measured.say("perSecond", (WARM_UP + messages - first) * 1e9 / (System.nanoTime() - begin));
                    Measured.say("processor", Measured.processorSeconds() - processor);
                }
            } finally {
                benched.delete();
            }
            System.exit(0);
        }
    }
}
