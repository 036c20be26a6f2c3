package io.rootsocket.hub.bench;

import io.rootsocket.hub.hub.Hub;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How long the hub takes to start with 100, 1,000 and 10,000 scheduled routes, a hundred to a file, and with 50, 500 and 5,000
 * files of one route each, in 300 MB of heap; how many lines it writes until then, and how much heap is in use after it.
 * {@code -Dbench.many.routes=100,1000} measures other sizes.
 */
public final class ManyRoutesBenchmark {

    private static final String HEAP = "-Xmx300m";

    private ManyRoutesBenchmark() {}

    public static void main(String[] args) throws Exception {
        List<List<String>> rows = new ArrayList<>();
        Map<String, TreeMap<Integer, Double>> starts = new LinkedHashMap<>();
        var report = Report.of(ManyRoutesBenchmark.class);
        measure("routes", sizes("bench.many.routes", "100,1000,10000"), 100, rows, starts, report);
        measure("files", sizes("bench.many.files", "50,500,5000"), 1, rows, starts, report);
        report.table(
                        "Until the hub is started, in %s of heap:"
                                .formatted(HEAP.substring(4).toUpperCase()),
                        List.of("routes", "files", "seconds", "processor seconds", "heap in use after, MB", "lines"),
                        rows)
                .plot(Measured.plot("start-many", "Start with many routes", "routes", "processor seconds", starts))
                .write();
    }

    private static int[] sizes(String property, String otherwise) {
        return Arrays.stream(System.getProperty(property, otherwise).split(","))
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    private static void measure(
            String what,
            int[] sizes,
            int perFile,
            List<List<String>> rows,
            Map<String, TreeMap<Integer, Double>> starts,
            Report report)
            throws Exception {
        for (int routes : sizes) {
            Measured measured = Measured.of(Started.class, List.of(HEAP), routes, perFile);
            rows.add(Report.row(
                    "%d | %d | %.1f | %.1f | %.0f | %d",
                    routes,
                    (routes + perFile - 1) / perFile,
                    measured.get("seconds"),
                    measured.get("processor"),
                    measured.get("heap"),
                    measured.lines()));
            starts.computeIfAbsent("in files of " + perFile, line -> new TreeMap<>())
                    .put(routes, measured.get("processor"));
            report.value(what, "%.1f s (%,d)".formatted(measured.get("seconds"), routes))
                    .value(what + ".heap", "%.0f MB (%,d)".formatted(measured.get("heap"), routes));
        }
    }

    /** A hub that is started with so many routes, and stopped. */
    public static final class Started {

        private Started() {}

        public static void main(String[] args) throws Exception {
            int routes = Integer.parseInt(args[0]);
            int perFile = Integer.parseInt(args[1]);
            var benched = new BenchedHub(0);
            for (int first = 0; first < routes; first += perFile) {
                benched.write("file-%05d.yaml".formatted(first), file(first, Math.min(routes, first + perFile)));
            }
            try (var server = new ChannelServer();
                    Hub hub = benched.start(server.url())) {
                Measured.say("seconds", ScheduleRow.millisSinceBirth() / 1e3);
                Measured.say("processor", Measured.processorSeconds());
                Measured.say("heap", ScheduleRow.heapMegabytes());
                int running = hub.status().routes().running();
                if (running < routes) {
                    throw new IllegalStateException("%d of %d run".formatted(running, routes));
                }
            } finally {
                benched.delete();
            }
            System.exit(0);
        }

        private static String file(int from, int to) {
            var text = new StringBuilder();
            for (int i = from; i < to; i++) {
                text.append(Announcement.route(i, "0 0 3 * * ?", "Stand-up"));
            }
            return text.toString();
        }
    }
}
