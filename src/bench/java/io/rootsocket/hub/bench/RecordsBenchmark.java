package io.rootsocket.hub.bench;

import io.rootsocket.hub.hub.Hub;
import java.io.BufferedWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.ProducerTemplate;

/**
 * A CSV file of 10,000, 100,000 and a million records, each sent as a message: how many a second, against one caller who sends
 * as many one after the other; how much heap it takes above what the hub takes at rest; and how many records arrive twice if
 * the hub is killed in the middle and started again. {@code -Dbench.records=10000,100000} measures other sizes.
 */
public final class RecordsBenchmark {

    private RecordsBenchmark() {}

    public static void main(String[] args) throws Exception {
        int[] sizes = Arrays.stream(System.getProperty("bench.records", "10000,100000,1000000")
                        .split(","))
                .mapToInt(Integer::parseInt)
                .toArray();
        List<List<String>> rows = new ArrayList<>();
        Map<String, TreeMap<Integer, Double>> lines = new LinkedHashMap<>();
        var report = Report.of(RecordsBenchmark.class);
        for (int records : sizes) {
            Measured read = read(records, false);
            double ratio = read.get("perSecond") / read.get("durable");
            rows.add(Report.row(
                    "%d | %.0f | %.0f | %.2f | %.0f",
                    records, read.get("perSecond"), read.get("durable"), ratio, read.get("heap")));
            lines.computeIfAbsent("seconds", line -> new TreeMap<>()).put(records, records / read.get("perSecond"));
            report.value("rate", "%.2f (%,d records)".formatted(ratio, records))
                    .value("heap", "%.0f MB (%,d records)".formatted(read.get("heap"), records));
        }
        Measured killed = read(sizes[0], true);
        report.value("twice", "%.0f of %d".formatted(killed.get("twice"), sizes[0]))
                .table(
                        "Each record is a message:",
                        List.of("records", "records/s", "one caller/s", "ratio", "heap above rest, MB"),
                        rows)
                .table(
                        "Killed in the middle, and started again:",
                        List.of("records", "arrived", "arrived twice"),
                        List.of(Report.row("%d | %.0f | %.0f", sizes[0], killed.get("arrived"), killed.get("twice"))))
                .plot(Measured.plot("records", "A file of records", "records", "seconds", lines))
                .write();
    }

    private static Measured read(int records, boolean kill) throws Exception {
        Path folder = Files.createTempDirectory("records");
        try (var server = new ChannelServer(kill)) {
            Files.createDirectories(folder.resolve("inbox"));
            if (!kill) {
                return Measured.of(Reads.class, List.of("-Xmx512m"), folder, server.url(), records, Integer.MAX_VALUE);
            }
            Measured.of(Reads.class, List.of("-Xmx512m"), folder, server.url(), records, records / 2);
            Measured again = Measured.of(Reads.class, List.of("-Xmx512m"), folder, server.url(), 0, Integer.MAX_VALUE);
            long different = server.different();
            again.numbers().put("arrived", (double) different);
            again.numbers().put("twice", (double) (server.arrived() - different));
            return again;
        } finally {
            BenchedHub.delete(folder);
        }
    }

    /** A hub that reads the file; it kills itself when so many records are accepted. */
    public static final class Reads {

        private static final int WARM_UP = 5_000;

        private Reads() {}

        public static void main(String[] args) throws Exception {
            var folder = Path.of(args[0]);
            int records = Integer.parseInt(args[2]);
            int killAt = Integer.parseInt(args[3]);
            boolean kills = killAt < Integer.MAX_VALUE;
            boolean again = records == 0;
            var benched = new BenchedHub(folder, 0);
            benched.write(
                    "import.yaml",
                    ROUTES.formatted(folder.resolve("inbox").toUri().getPath()));
            try (Hub hub = benched.start(args[1])) {
                Path file = folder.resolve("inbox/records.csv");
                if (!kills && !again) {
                    Measured.say("durable", oneCaller(hub, Math.max(WARM_UP, records / 10)));
                }
                long rest = ScheduleRow.heapMegabytes();
                if (!again) {
                    write(file, records);
                }
                long begin = System.nanoTime();
                long most = rest;
                while (Files.exists(file)) {
                    if (kills && benched.counted() >= killAt) {
                        Runtime.getRuntime().halt(0);
                    }
                    most = Math.max(most, afterCollections());
                    Thread.sleep(5);
                }
                Measured.say("perSecond", records * 1e9 / (System.nanoTime() - begin));
                Measured.say("heap", most - rest);
                while (hub.status().messages().waiting() > 0) {
                    Thread.sleep(50);
                }
            }
            System.exit(0);
        }

        /** The heap that was in use right after the last collections, without what was garbage. */
        private static long afterCollections() {
            return ManagementFactory.getMemoryPoolMXBeans().stream()
                            .filter(pool -> pool.getType() == MemoryType.HEAP)
                            .map(MemoryPoolMXBean::getCollectionUsage)
                            .mapToLong(usage -> usage == null ? 0 : usage.getUsed())
                            .sum()
                    / 1_000_000;
        }

        private static double oneCaller(Hub hub, int messages) throws Exception {
            try (ProducerTemplate producer = hub.camel().createProducerTemplate()) {
                for (int i = 0; i < WARM_UP; i++) {
                    producer.sendBody("direct:one", "warm");
                }
                long begin = System.nanoTime();
                for (int i = 0; i < messages; i++) {
                    producer.sendBody("direct:one", "Hello");
                }
                return messages * 1e9 / (System.nanoTime() - begin);
            }
        }

        private static void write(Path file, int records) throws Exception {
            Path begun = file.resolveSibling(".records");
            try (BufferedWriter out = Files.newBufferedWriter(begun)) {
                out.write("number,item\n");
                for (int i = 0; i < records; i++) {
                    out.write("r%d,Article %d of the list\n".formatted(i, i));
                }
            }
            Files.move(begun, file);
        }

        /** As the shipped import does it. */
        private static final String ROUTES = """
                - route:
                    id: import
                    from:
                      uri: file:%s
                      parameters:
                        include: .*\\.csv
                        move: done/${file:name}
                      steps:
                        - unmarshal:
                            csv:
                              useMaps: true
                              lazyLoad: true
                        - split:
                            simple: ${body}
                            streaming: true
                            shareUnitOfWork: true
                            steps:
                              - to:
                                  uri: rootsocket:message
                                  parameters:
                                    channel: imports
                                    deduplicate: "${header.CamelFileName} ${exchangeProperty.CamelSplitIndex}"
                              - process:
                                  ref: counted
                - route:
                    id: one
                    from:
                      uri: direct:one
                      steps:
                        - to:
                            uri: rootsocket:message
                            parameters:
                              channel: one
                """;
    }
}
