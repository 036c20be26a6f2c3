package io.rootsocket.hub.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * Three packaged hubs that share a broker and a PostgreSQL, beside one that has the same to itself: the webhook of {@link
 * Flow}, in turns, and then schedules that are due in the same second. All of it runs on this machine, so where one hub
 * keeps its processors busy, three cannot do more.
 */
public final class HubsBenchmark {

    private static final int[] HUBS = {1, 3};
    private static final int CALLERS = 48;
    private static final int WARM_UP = Integer.getInteger("bench.hubs.warmup", 12);
    private static final int ROUNDS = Integer.getInteger("bench.hubs.rounds", 5);
    private static final Duration LENGTH = Duration.ofMillis(Integer.getInteger("bench.hubs.millis", 1_500));
    private static final int SCHEDULES = Integer.getInteger("bench.hubs.schedules", 1_000);
    /** Enough for each hub to take the routes. */
    private static final Duration UNTIL_DUE = Duration.ofSeconds(Integer.getInteger("bench.hubs.wait", 40));

    private static final long SEED = 20_261_127;

    private HubsBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("hubs");
        Map<Integer, List<FlowRound>> rounds = new LinkedHashMap<>();
        Map<Integer, Double> schedules = new LinkedHashMap<>();
        try (AcceptingServer service = AcceptingServer.start();
                JavaProcess load = JavaProcess.start(LoadGenerator.class);
                HubHouse one = new HubHouse(folder.resolve("one"), HUBS[0], service);
                HubHouse several = new HubHouse(folder.resolve("several"), HUBS[1], service)) {
            var order = new ArrayList<>(List.of(one, several));
            order.forEach(house -> rounds.put(house.hubs(), new ArrayList<>()));
            var random = new Random(SEED);
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                Collections.shuffle(order, random);
                for (HubHouse house : order) {
                    FlowRound measured = house.webhooks(CALLERS, LENGTH, load);
                    if (round >= 0) {
                        rounds.get(house.hubs()).add(measured);
                    }
                }
            }
            for (HubHouse house : List.of(one, several)) {
                schedules.put(house.hubs(), house.schedules(SCHEDULES, UNTIL_DUE));
            }
        }
        BenchedHub.delete(folder);
        report(rounds, schedules).write();
        // The database would live on until it notices.
        System.exit(0);
    }

    private static Report report(Map<Integer, List<FlowRound>> rounds, Map<Integer, Double> schedules) {
        List<List<String>> rows = new ArrayList<>();
        rounds.forEach((hubs, measured) -> rows.add(Report.row(
                "%d | %,.0f | %.2f | %.2f | %,.0f | %,.0f",
                hubs,
                median(measured, FlowRound::perSecond),
                median(measured, FlowRound::p50),
                median(measured, FlowRound::p99),
                median(measured, FlowRound::cpu),
                schedules.get(hubs))));
        return Report.of(HubsBenchmark.class)
                .value("rate", "%.2f".formatted(ratio(rounds.get(HUBS[1]), rounds.get(HUBS[0]))))
                .value("schedules", "%.2f".formatted(schedules.get(HUBS[1]) / schedules.get(HUBS[0])))
                .table(
                        "%d callers, and then %,d schedules of the same second:".formatted(CALLERS, SCHEDULES),
                        List.of(
                                "hubs",
                                "messages/s",
                                "p50 ms",
                                "p99 ms",
                                "processor µs each",
                                "last schedule after ms"),
                        rows);
    }

    private static double ratio(List<FlowRound> some, List<FlowRound> others) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < some.size(); i++) {
            ratios.add(some.get(i).perSecond() / others.get(i).perSecond());
        }
        return ratios.stream().sorted().skip(ratios.size() / 2).findFirst().orElseThrow();
    }

    private static double median(List<FlowRound> rounds, ToDoubleFunction<FlowRound> number) {
        double[] sorted = rounds.stream().mapToDouble(number).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
