package io.rootsocket.hub.bench;

import io.rootsocket.hub.broker.BrokerLogin;
import io.rootsocket.hub.hub.Hub;
import io.rootsocket.hub.hub.HubSettings;
import io.rootsocket.hub.testing.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.function.ToDoubleFunction;
import org.apache.camel.ProducerTemplate;

/**
 * Messages per second and the time from accept to delivery with {@code delivery=durable}, on the embedded broker and on
 * one in another process over TCP, beside {@code delivery=direct} and beside Artemis alone with the same journal.
 *
 * <p>So many callers as messages are in flight, each with a channel of its own, or all with one. A round ends when the
 * last message has arrived. Rounds are short and their order changes; a ratio is the median of the ratios round by round.
 */
public final class DurableBenchmark {

    private static final int[] IN_FLIGHT = {1, 8, 64};
    private static final int MAX_IN_FLIGHT = 64;
    /** So many until Java's compiler takes no notable part of the processors any more. */
    private static final int WARM_UP = Integer.getInteger("bench.durable.warmup", 20);

    private static final int ROUNDS = Integer.getInteger("bench.durable.rounds", 9);
    private static final int MESSAGES = Integer.getInteger("bench.durable.messages", 3_200);
    private static final long SEED = 20_261_124;

    private static final String DIRECT = "direct";
    private static final String DURABLE = "durable";
    private static final String ONE_CHANNEL = "durable, one channel";
    private static final String ALONE = "Artemis alone";
    private static final String DURABLE_TCP = "durable, TCP";
    private static final String ALONE_TCP = "Artemis alone, TCP";

    private static final List<String> HEADER =
            List.of("in flight", "way", "messages/s", "p50 µs", "p99 µs", "of direct", "of Artemis alone");

    private static final String ROUTES = """
            - route:
                from:
                  uri: direct:direct
                  steps:
                    - to: rootsocket:message?delivery=direct
            - route:
                from:
                  uri: direct:durable
                  steps:
                    - to: rootsocket:message?delivery=durable
            """;

    private final Arrivals arrivals = new Arrivals();
    private final Report report = Report.of(DurableBenchmark.class);

    private DurableBenchmark() {}

    public static void main(String[] args) throws Exception {
        new DurableBenchmark().run(Files.createTempDirectory("bench"));
        // Threads of the broker's client would live on for a minute.
        System.exit(0);
    }

    private void run(Path folder) throws Exception {
        Files.createDirectories(folder.resolve("routes"));
        Files.writeString(folder.resolve("routes/routes.yaml"), ROUTES);
        try (var server = new ArrivalServer(arrivals);
                var broker = BrokerProcess.start(folder.resolve("external"));
                var hub = Hub.start(settings(folder, "embedded", server, Map.of()));
                var hubOverTcp = Hub.start(settings(folder, "tcp", server, Map.of("HUB_BROKER_URL", broker.url())));
                var alone = new BrokerAlone(
                        "vm://0",
                        BrokerLogin.find(folder.resolve("embedded/broker"), Optional.empty(), Optional.empty()),
                        MAX_IN_FLIGHT,
                        arrivals);
                var aloneOverTcp = new BrokerAlone(broker.url(), Optional.empty(), MAX_IN_FLIGHT, arrivals);
                ProducerTemplate template = hub.camel().createProducerTemplate();
                ProducerTemplate overTcp = hubOverTcp.camel().createProducerTemplate()) {
            Map<String, DurableRound.Sender> senders = new LinkedHashMap<>();
            senders.put(DIRECT, to("direct:direct", template));
            DurableRound.Sender durable = to("direct:durable", template);
            senders.put(DURABLE, durable);
            senders.put(ONE_CHANNEL, (lane, number) -> durable.send(0, number));
            senders.put(ALONE, alone);
            senders.put(DURABLE_TCP, to("direct:durable", overTcp));
            senders.put(ALONE_TCP, aloneOverTcp);
            List<List<String>> rows = new ArrayList<>();
            for (int inFlight : IN_FLIGHT) {
                rows.addAll(measure(senders, inFlight));
            }
            report.table(
                            "From a route to the service, each caller with a channel of its own, or all with one:",
                            HEADER,
                            rows)
                    .write();
        }
    }

    private static HubSettings settings(Path folder, String name, ArrivalServer server, Map<String, String> more)
            throws IOException {
        var environment = new HashMap<>(Map.of(
                "HUB_ROUTES", folder.resolve("routes").toString(),
                "HUB_DATA", folder.resolve(name).toString(),
                "HUB_BROKER_PORT", String.valueOf(FreePort.next()),
                "ROOTSOCKET_API_URL", server.url(),
                "ROOTSOCKET_KEY", "bench"));
        environment.putAll(more);
        return HubSettings.of(environment);
    }

    private static DurableRound.Sender to(String endpoint, ProducerTemplate template) {
        return (lane, number) -> template.sendBodyAndHeader(
                endpoint, DurableRound.TEXT + number, "CamelRootSocketChannel", "lane" + lane);
    }

    private List<List<String>> measure(Map<String, DurableRound.Sender> senders, int inFlight) throws Exception {
        List<Contender> contenders = senders.entrySet().stream()
                .map(sender -> new Contender(sender.getKey(), sender.getValue(), new ArrayList<>()))
                .toList();
        var order = new ArrayList<>(contenders);
        var random = new Random(SEED);
        var threads = Executors.newFixedThreadPool(inFlight);
        int messages = Math.max(200, MESSAGES * inFlight / MAX_IN_FLIGHT);
        try {
            for (int round = 0; round < WARM_UP + ROUNDS; round++) {
                Collections.shuffle(order, random);
                for (Contender contender : order) {
                    var measured = DurableRound.of(contender.sender(), arrivals, messages, inFlight, threads);
                    if (round >= WARM_UP) {
                        contender.rounds().add(measured);
                    }
                }
            }
        } finally {
            threads.shutdown();
        }
        return contenders.stream()
                .map(contender -> row(inFlight, contender, contenders))
                .toList();
    }

    private record Contender(String name, DurableRound.Sender sender, List<DurableRound> rounds) {}

    private List<String> row(int inFlight, Contender contender, List<Contender> all) {
        List<DurableRound> rounds = contender.rounds();
        double perSecond = median(rounds, DurableRound::perSecond);
        double p50 = median(rounds, DurableRound::p50);
        double p99 = median(rounds, DurableRound::p99);
        double ofDirect = ratio(rounds, of(DIRECT, all));
        double ofAlone = ratio(rounds, of(contender.name().endsWith("TCP") ? ALONE_TCP : ALONE, all));
        String name = contender.name().replaceAll("\\W+", "-") + "." + inFlight;
        report.value(name + ".rate", "%,.0f/s".formatted(perSecond))
                .value(name + ".p50", "%.2f ms".formatted(p50 / 1000))
                .value(name + ".p99", "%.1f ms".formatted(p99 / 1000))
                .value(name + ".of-direct", "%.2f".formatted(ofDirect))
                .value(name + ".of-alone", "%.2f".formatted(ofAlone));
        return Report.row(
                "%d | %s | %,.0f | %,.0f | %,.0f | %.2f | %.2f",
                inFlight, contender.name(), perSecond, p50, p99, ofDirect, ofAlone);
    }

    private static List<DurableRound> of(String name, List<Contender> all) {
        return all.stream()
                .filter(contender -> contender.name().equals(name))
                .findFirst()
                .orElseThrow()
                .rounds();
    }

    private static double ratio(List<DurableRound> ours, List<DurableRound> theirs) {
        var ratios = new ArrayList<Double>();
        for (int i = 0; i < ours.size(); i++) {
            ratios.add(ours.get(i).perSecond() / theirs.get(i).perSecond());
        }
        return median(ratios, Double::doubleValue);
    }

    private static <T> double median(List<T> values, ToDoubleFunction<T> number) {
        double[] sorted = values.stream().mapToDouble(number).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
