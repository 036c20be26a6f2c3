package io.rootsocket.hub.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.function.ToDoubleFunction;

/**
 * Messages per second and latency through {@code rootsocket:message}, beside what a user would write instead: a Camel route
 * with {@code http:}, a loop over Apache HttpClient, and one over {@code java.net.http.HttpClient}.
 *
 * <p>The {@code http:} route is what a careful user writes: it makes the JSON with Jackson, sets the headers, has
 * connections enough and both timeouts, and reads the answer as text. {@code rootsocket:} does that too, and in addition
 * checks the channel, the characters and the size, and turns failures into its own errors.
 *
 * <p>All send to one server in its own process, in many short rounds and in an order that changes with each round. A ratio
 * is the median of the ratios round by round, so that a machine whose speed drifts does not decide.
 */
public final class DeliveryBenchmark {

    private static final int[] IN_FLIGHT = {1, 8, 64};
    private static final int WARM_UP = 5;
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 25);
    private static final int MESSAGES = Integer.getInteger("bench.messages", 6_000);
    private static final long SEED = 20_261_124;

    private static final List<String> HEADER = List.of(
            "in flight",
            "client",
            "messages/s",
            "processor µs each",
            "p50 µs",
            "p99 µs",
            "of http: route",
            "of fastest plain");
    private static final Report REPORT = Report.of(DeliveryBenchmark.class);

    private DeliveryBenchmark() {}

    public static void main(String[] args) throws Exception {
        try (var server = AcceptingServer.start();
                var clients = new Clients(server.url())) {
            List<List<String>> rows = new ArrayList<>();
            for (int inFlight : IN_FLIGHT) {
                rows.addAll(measure(clients.byName(), inFlight));
            }
            REPORT.table("`rootsocket:message` and what a user would write instead:", HEADER, rows)
                    .write();
        }
    }

    private static List<List<String>> measure(Map<String, Clients.Client> clients, int inFlight) throws Exception {
        List<Contender> contenders = clients.entrySet().stream()
                .map(client -> new Contender(client.getKey(), client.getValue(), new ArrayList<>()))
                .toList();
        var order = new ArrayList<>(contenders);
        var random = new Random(SEED);
        var threads = Executors.newFixedThreadPool(inFlight);
        try {
            for (int round = 0; round < WARM_UP + ROUNDS; round++) {
                Collections.shuffle(order, random);
                for (Contender contender : order) {
                    Round measured = Round.of(contender.client(), MESSAGES, inFlight, threads);
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

    private record Contender(String name, Clients.Client client, List<Round> rounds) {}

    private static List<String> row(int inFlight, Contender contender, List<Contender> all) {
        List<Round> measured = contender.rounds();
        return Report.row(
                "%d | %s | %,.0f | %.1f | %,.0f | %,.0f | %.2f | %.2f",
                inFlight,
                contender.name(),
                median(measured, Round::perSecond),
                median(measured, Round::cpu),
                median(measured, Round::p50),
                median(measured, Round::p99),
                ratio(measured, of(Clients.HTTP_ROUTE, all)),
                Math.min(ratio(measured, of(Clients.APACHE, all)), ratio(measured, of(Clients.JDK, all))));
    }

    private static List<Round> of(String name, List<Contender> all) {
        return all.stream()
                .filter(contender -> contender.name().equals(name))
                .findFirst()
                .orElseThrow()
                .rounds();
    }

    private static double ratio(List<Round> ours, List<Round> theirs) {
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
