package io.rootsocket.hub.bench;

import com.sun.management.OperatingSystemMXBean;
import io.rootsocket.hub.hub.Hub;
import io.rootsocket.hub.hub.HubSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.ToDoubleFunction;
import org.apache.camel.ProducerTemplate;

/**
 * What the trail costs: messages per second and processor time per message, 64 in flight, each through a route of three steps
 * and the outbox, of a hub that keeps a trail and of one that keeps none. Rounds alternate in one process, and a ratio is the
 * median of the ratios round by round. The processor time is that of the whole process, with the server that takes the
 * messages, and with what writes the trail to its database; the brokers are processes of their own, as there can be one
 * embedded one in a process.
 */
public final class TrailBenchmark {

    private static final int IN_FLIGHT = 64;
    private static final int WARM_UP = Integer.getInteger("bench.trail.warmup", 12);
    private static final int ROUNDS = Integer.getInteger("bench.trail.rounds", 15);
    private static final int MESSAGES = Integer.getInteger("bench.trail.messages", 6_400);

    private static final String ROUTES = """
            - route:
                id: orders
                from:
                  uri: direct:durable
                  steps:
                    - setHeader:
                        name: received
                        simple: ${date:now:yyyy-MM-dd}
                    - setProperty:
                        name: kind
                        constant: order
                    - to: rootsocket:message?delivery=durable
            """;

    private final OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final Arrivals arrivals = new Arrivals();

    private TrailBenchmark() {}

    private record Measured(double perSecond, double microsPerMessage) {}

    public static void main(String[] args) throws Exception {
        new TrailBenchmark().run(Files.createTempDirectory("bench"));
        System.exit(0);
    }

    private void run(Path folder) throws Exception {
        Files.createDirectories(folder.resolve("routes"));
        Files.writeString(folder.resolve("routes/routes.yaml"), ROUTES);
        ExecutorService threads = Executors.newFixedThreadPool(IN_FLIGHT);
        try (var server = new ArrivalServer(arrivals);
                var broker = BrokerProcess.start(folder.resolve("one"));
                var other = BrokerProcess.start(folder.resolve("other"));
                var with = Hub.start(settings(folder, broker, "7", server));
                var without = Hub.start(settings(folder, other, "0", server));
                ProducerTemplate toWith = with.camel().createProducerTemplate();
                ProducerTemplate toWithout = without.camel().createProducerTemplate()) {
            List<Measured> kept = new ArrayList<>();
            List<Measured> notKept = new ArrayList<>();
            for (int round = 0; round < WARM_UP + ROUNDS; round++) {
                // Whoever is second finds the machine warm.
                boolean first = round % 2 == 0;
                Measured before = measure(first ? toWith : toWithout, threads);
                Measured after = measure(first ? toWithout : toWith, threads);
                if (round >= WARM_UP) {
                    kept.add(first ? before : after);
                    notKept.add(first ? after : before);
                }
            }
            List<Double> rates = new ArrayList<>();
            List<Double> times = new ArrayList<>();
            for (int i = 0; i < kept.size(); i++) {
                rates.add(kept.get(i).perSecond() / notKept.get(i).perSecond());
                times.add(kept.get(i).microsPerMessage() - notKept.get(i).microsPerMessage());
            }
            Report.of(TrailBenchmark.class)
                    .table(
                            "64 in flight, a route of three steps and the outbox:",
                            List.of("trail", "messages/s", "processor µs each"),
                            List.of(
                                    row("kept", kept),
                                    row("not kept", notKept),
                                    Report.row(
                                            "kept to not kept | %.3f times | %+.0f",
                                            median(rates, Double::doubleValue), median(times, Double::doubleValue))))
                    .write();
        } finally {
            threads.shutdown();
        }
    }

    private static HubSettings settings(Path folder, BrokerProcess broker, String days, ArrivalServer server)
            throws IOException {
        return HubSettings.of(Map.of(
                "HUB_ROUTES", folder.resolve("routes").toString(),
                "HUB_DATA", folder.resolve("data" + days).toString(),
                "HUB_BROKER_URL", broker.url(),
                "HUB_TRAIL_DAYS", days,
                "ROOTSOCKET_API_URL", server.url(),
                "ROOTSOCKET_KEY", "bench-key-of-the-hub"));
    }

    private Measured measure(ProducerTemplate template, ExecutorService threads) throws Exception {
        long before = process.getProcessCpuTime();
        DurableRound round = DurableRound.of(
                (lane, number) -> template.sendBodyAndHeader(
                        "direct:durable", DurableRound.TEXT + number, "CamelRootSocketChannel", "lane" + lane),
                arrivals,
                MESSAGES,
                IN_FLIGHT,
                threads);
        return new Measured(round.perSecond(), (process.getProcessCpuTime() - before) / 1e3 / MESSAGES);
    }

    private static List<String> row(String name, List<Measured> rounds) {
        return Report.row(
                "%s | %,.0f | %.0f",
                name, median(rounds, Measured::perSecond), median(rounds, Measured::microsPerMessage));
    }

    private static <T> double median(List<T> values, ToDoubleFunction<T> number) {
        double[] sorted = values.stream().mapToDouble(number).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
