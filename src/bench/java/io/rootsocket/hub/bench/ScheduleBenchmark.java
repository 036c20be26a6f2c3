package io.rootsocket.hub.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How late 1, 100, 1,000 and 10,000 routes are that are due in the same second, for the first time in their process and
 * again a minute later, how long the hub takes to start with them
 * and how much heap it needs, beside Quartz alone with as many cron triggers on the same kind of store (H2, written at each
 * commit). Then how late one announcement is on an idle hub. Each in a process of its own, in turns, in one run: {@code
 * mvn -Pbench verify -Dbench=ScheduleBenchmark}.
 *
 * <p>{@code -Dbench.routes=1,100} measures fewer; {@code -Dbench.java=…} gives the processes further options.
 */
public final class ScheduleBenchmark {

    private static final int[] ROUTES = Arrays.stream(
                    System.getProperty("bench.routes", "1,100,1000,10000").split(","))
            .mapToInt(Integer::parseInt)
            .toArray();

    private static final Pattern DURING = Pattern.compile("in the outbox after ([\\d,]+) ms");

    private ScheduleBenchmark() {}

    public static void main(String[] args) throws Exception {
        Report report = Report.of(ScheduleBenchmark.class);
        List<List<String>> rows = new ArrayList<>();
        for (int routes : ROUTES) {
            List<List<String>> hub = run(ScheduledHub.class, routes);
            rows.addAll(hub);
            rows.addAll(run(QuartzAlone.class, routes));
            List<String> first = hub.get(0);
            List<String> warm = hub.get(hub.size() - 1);
            report.value("burst", "%s ms (%,d)".formatted(first.get(ScheduleRow.ACCEPTED_MAX), routes))
                    .value("burst.warm", "%s ms (%,d)".formatted(warm.get(ScheduleRow.ACCEPTED_MAX), routes))
                    .value("during", "%s ms (%,d)".formatted(during(first.get(ScheduleRow.MORE)), routes))
                    .value("start", "%s s (%,d)".formatted(first.get(ScheduleRow.START), routes))
                    .value("heap", "%s MB (%,d)".formatted(first.get(ScheduleRow.HEAP), routes));
        }
        List<String> idle = run(IdleHub.class, 1).get(0);
        rows.add(idle);
        report.value("alone.p99", idle.get(ScheduleRow.ACCEPTED_P99) + " ms")
                .table(
                        "Milliseconds late of what is due in one second, and until it is in the outbox:",
                        ScheduleRow.HEADER,
                        rows)
                .write();
    }

    private static String during(String more) {
        Matcher after = DURING.matcher(more);
        if (!after.find()) {
            throw new IllegalStateException("No time of one that was due meanwhile in: " + more);
        }
        return after.group(1);
    }

    private static List<List<String>> run(Class<?> contender, int routes) throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(List.of("-Xmx1g"));
        Arrays.stream(System.getProperty("bench.java", "").split(" "))
                .filter(option -> !option.isBlank())
                .forEach(options::add);
        Process process = new ProcessBuilder(JavaProcess.command(contender, options, String.valueOf(routes)))
                .redirectErrorStream(true)
                .start();
        List<List<String>> rows = new ArrayList<>();
        var said = new ArrayList<String>();
        try (var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            output.lines().forEach(line -> {
                said.add(line);
                ScheduleRow.in(line).ifPresent(rows::add);
            });
        }
        if (process.waitFor() != 0) {
            throw new IllegalStateException("%s failed:%n%s"
                    .formatted(
                            contender.getSimpleName(),
                            String.join("\n", said.subList(Math.max(0, said.size() - 30), said.size()))));
        }
        return rows;
    }
}
