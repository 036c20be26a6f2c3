package io.rootsocket.hub.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The rounds of {@link SideBySideBenchmark} as tables, ratios and plots. */
final class FlowReport {

    private static final int MAX_CALLERS = 64;

    private final List<Contender> contenders;
    private final int[] callers;
    private final int rate;

    FlowReport(List<Contender> contenders, int[] callers, int rate) {
        this.contenders = contenders;
        this.callers = callers;
        this.rate = rate;
    }

    void into(Report report) {
        report.table(
                "Each caller calls again once it has its answer; ratios are to Node-RED:",
                List.of(
                        "callers",
                        "who",
                        "messages/s",
                        "times",
                        "p50 ms",
                        "p99 ms",
                        "of its p99",
                        "arrived p50 ms",
                        "arrived p99 ms",
                        "processor µs each"),
                closed());
        report.table(
                "%d calls a second, and the time counts from when each was due:".formatted(rate),
                List.of("who", "p50 ms", "p99 ms", "arrived p99 ms", "processor µs each"),
                open());
        plot(report, "side-by-side-rate", "Messages per second by callers", "messages/s", FlowRound::perSecond);
        plot(report, "side-by-side-p99", "p99 of the answer by callers", "ms", FlowRound::p99);
        values(report);
    }

    private List<List<String>> closed() {
        List<List<String>> rows = new ArrayList<>();
        for (int calling : callers) {
            for (Contender contender : contenders) {
                List<FlowRound> rounds = contender.rounds(calling, 0);
                rows.add(Report.row(
                        "%d | %s | %,.0f | %s | %.2f | %.2f | %s | %.2f | %.2f | %,.0f",
                        calling,
                        contender.name(),
                        median(rounds, FlowRound::perSecond),
                        ofNodeRed(contender, calling, FlowRound::perSecond),
                        median(rounds, FlowRound::p50),
                        median(rounds, FlowRound::p99),
                        ofNodeRed(contender, calling, FlowRound::p99),
                        median(rounds, FlowRound::arrivedP50),
                        median(rounds, FlowRound::arrivedP99),
                        median(rounds, FlowRound::cpu)));
            }
        }
        return rows;
    }

    private List<List<String>> open() {
        return contenders.stream()
                .map(contender -> {
                    List<FlowRound> rounds = contender.rounds(MAX_CALLERS, rate);
                    return Report.row(
                            "%s | %.2f | %.2f | %.2f | %,.0f",
                            contender.name(),
                            median(rounds, FlowRound::p50),
                            median(rounds, FlowRound::p99),
                            median(rounds, FlowRound::arrivedP99),
                            median(rounds, FlowRound::cpu));
                })
                .toList();
    }

    private void plot(Report report, String name, String title, String unit, ToDoubleFunction<FlowRound> number) {
        Map<String, List<Plot.Point>> series = new LinkedHashMap<>();
        for (Contender contender : contenders) {
            List<Plot.Point> points = new ArrayList<>();
            for (int calling : callers) {
                points.add(new Plot.Point(calling, median(contender.rounds(calling, 0), number)));
            }
            series.put(contender.name(), points);
        }
        report.plot(new Plot(name, title, "callers", unit, series));
    }

    private void values(Report report) {
        for (Contender contender : contenders) {
            String name = contender.name().replaceAll("\\W+", "-");
            report.value(name + ".of-node-red", ofNodeRed(contender, MAX_CALLERS, FlowRound::perSecond));
            report.value(name + ".p99-of-node-red", ofNodeRed(contender, MAX_CALLERS, FlowRound::p99));
            report.value(
                    name + ".of-direct", of(SideBySideBenchmark.DIRECT, contender, MAX_CALLERS, FlowRound::perSecond));
            for (int calling : callers) {
                List<FlowRound> rounds = contender.rounds(calling, 0);
                String values = "%s.%d".formatted(name, calling);
                report.value(values + ".rate", "%,.0f/s".formatted(median(rounds, FlowRound::perSecond)))
                        .value(values + ".p50", "%.2f ms".formatted(median(rounds, FlowRound::p50)))
                        .value(values + ".p99", "%.1f ms".formatted(median(rounds, FlowRound::p99)));
            }
        }
    }

    private String ofNodeRed(Contender contender, int calling, ToDoubleFunction<FlowRound> number) {
        return of(SideBySideBenchmark.NODE_RED, contender, calling, number);
    }

    /** A ratio of the same rounds; without the other, as Node-RED where it is not installed, there is none. */
    private String of(String name, Contender contender, int calling, ToDoubleFunction<FlowRound> number) {
        Optional<Contender> other =
                contenders.stream().filter(one -> one.name().equals(name)).findFirst();
        if (other.isEmpty()) {
            return "not measured";
        }
        List<FlowRound> theirs = other.get().rounds(calling, 0);
        List<FlowRound> ours = contender.rounds(calling, 0);
        double[] ratios = new double[ours.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = number.applyAsDouble(ours.get(i)) / number.applyAsDouble(theirs.get(i));
        }
        java.util.Arrays.sort(ratios);
        return "%.2f".formatted(ratios[ratios.length / 2]);
    }

    private static double median(List<FlowRound> rounds, ToDoubleFunction<FlowRound> number) {
        double[] sorted = rounds.stream().mapToDouble(number).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
