package io.rootsocket.hub.bench;

import io.rootsocket.hub.hub.Hub;
import io.rootsocket.hub.hub.HubSettings;
import io.rootsocket.hub.testing.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.camel.ProducerTemplate;

/** Measures the time from a save to the first exchange of the new route, with 10 and with 5,000 routes, ten to a file. */
public final class ReloadBenchmark {

    private static final int EDITS = 40;
    private static final int WARM_UP = 10;
    private static final int PER_FILE = 10;
    private static final List<String> HEADER = List.of("routes", "start ms", "median ms", "p95 ms", "max ms");
    private static final int MEDIAN = HEADER.indexOf("median ms");

    private ReloadBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        int[] sizes = arguments.length == 0
                ? new int[] {10, 5_000}
                : Arrays.stream(arguments).mapToInt(Integer::parseInt).toArray();
        Report report = Report.of(ReloadBenchmark.class);
        List<List<String>> rows = new ArrayList<>();
        for (int size : sizes) {
            List<String> row = measure(size);
            rows.add(row);
            report.value("median." + size, row.get(MEDIAN) + " ms");
        }
        report.table("From a save to the first exchange of the new route, %d edits:".formatted(EDITS), HEADER, rows)
                .write();
    }

    private static List<String> measure(int size) throws Exception {
        Path folder = Files.createTempDirectory("reload-bench");
        Path routes = Files.createDirectories(folder.resolve("routes"));
        for (int file = 0; file < size / PER_FILE; file++) {
            Files.writeString(routes.resolve("file-%05d.yaml".formatted(file)), file(file, 0));
        }
        long begun = System.nanoTime();
        try (Hub hub = Hub.start(settings(folder))) {
            long started = millis(begun);
            long[] taken = new long[EDITS];
            try (ProducerTemplate producer = hub.camel().createProducerTemplate()) {
                for (int edit = -WARM_UP; edit < EDITS; edit++) {
                    long took = edit(routes, producer, edit + WARM_UP + 1);
                    if (edit >= 0) {
                        taken[edit] = took;
                    }
                }
            }
            Arrays.sort(taken);
            return Report.row(
                    "%,d | %,d | %,d | %,d | %,d",
                    size, started, taken[EDITS / 2], taken[EDITS * 95 / 100], taken[EDITS - 1]);
        }
    }

    private static long edit(Path routes, ProducerTemplate producer, int version) throws Exception {
        long begun = System.nanoTime();
        Files.writeString(routes.resolve("file-00000.yaml"), file(0, version));
        while (!String.valueOf(version).equals(producer.requestBody("direct:0-0", "?", String.class))) {
            Thread.sleep(1);
        }
        return millis(begun);
    }

    private static long millis(long begun) {
        return (System.nanoTime() - begun) / 1_000_000;
    }

    /** Only the first route of a file has the version in it. */
    private static String file(int file, int version) {
        var text = new StringBuilder();
        for (int route = 0; route < PER_FILE; route++) {
            text.append("""
                    - route:
                        id: r-%1$d-%2$d
                        from:
                          uri: direct:%1$d-%2$d
                          steps:
                            - setBody:
                                constant: "%3$d"
                            - log:
                                loggingLevel: DEBUG
                                message: "${body}"
                    """.formatted(file, route, route == 0 ? version : 0));
        }
        return text.toString();
    }

    private static HubSettings settings(Path folder) throws IOException {
        return HubSettings.of(Map.of(
                "HUB_ROUTES", folder.resolve("routes").toString(),
                "HUB_DATA", folder.resolve("data").toString(),
                "HUB_BROKER_PORT", String.valueOf(FreePort.next()),
                "ROOTSOCKET_KEY", "none"));
    }
}
