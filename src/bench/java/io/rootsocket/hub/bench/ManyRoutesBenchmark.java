package io.rootsocket.hub.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How long the packaged hub takes to its first screen with 100, 1,000 and 10,000 scheduled routes, a hundred to a file, and
 * with 50, 500 and 5,000 files of one route each, in 300 MB of heap; how many lines it has written by then, and how much heap
 * is in use after it. {@code -Dbench.many.routes=100,1000} measures other sizes.
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
                        "From the command to the first screen, in %s of heap:"
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
            try (var packaged = PackagedHub.withoutRoutes()) {
                for (int first = 0; first < routes; first += perFile) {
                    packaged.write("file-%05d.yaml".formatted(first), file(first, Math.min(routes, first + perFile)));
                }
                var environment = new TreeMap<>(packaged.environment());
                packaged.rehearse(environment);
                environment.put("JAVA_OPTS", HEAP);
                try (var started = packaged.start(environment)) {
                    requireAll(routes, started.said());
                    double seconds = started.ready().toNanos() / 1e9;
                    double processor = started.processorTime().toNanos() / 1e9;
                    double heap = started.heapMegabytes();
                    rows.add(Report.row(
                            "%d | %d | %.1f | %.1f | %.0f | %d",
                            routes,
                            (routes + perFile - 1) / perFile,
                            seconds,
                            processor,
                            heap,
                            started.said().size()));
                    starts.computeIfAbsent("in files of " + perFile, line -> new TreeMap<>())
                            .put(routes, processor);
                    report.value(what, "%.1f s (%,d)".formatted(seconds, routes))
                            .value(what + ".heap", "%.0f MB (%,d)".formatted(heap, routes));
                }
            }
        }
    }

    private static void requireAll(int routes, List<String> said) {
        if (said.stream().noneMatch(line -> line.contains("%,d routes running".formatted(routes)))) {
            throw new IllegalStateException("Not all of %d routes run: %s".formatted(routes, said));
        }
    }

    private static String file(int from, int to) {
        var text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(Announcement.route(i, "0 0 3 * * ?", "Stand-up"));
        }
        return text.toString();
    }
}
