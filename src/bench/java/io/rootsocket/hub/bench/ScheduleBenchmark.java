package io.rootsocket.hub.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How late 1, 100, 1,000 and 10,000 routes are that are due in the same second, how long the hub takes to start with them
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

    private ScheduleBenchmark() {}

    public static void main(String[] args) throws Exception {
        System.out.println(ScheduleRow.heading());
        for (int routes : ROUTES) {
            run(ScheduledHub.class, routes);
            run(QuartzAlone.class, routes);
        }
        run(IdleHub.class, 1);
    }

    private static void run(Class<?> contender, int routes) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path")));
        Arrays.stream(System.getProperty("bench.java", "").split(" "))
                .filter(option -> !option.isBlank())
                .forEach(command::add);
        command.addAll(List.of(contender.getName(), String.valueOf(routes)));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new ArrayList<String>();
        try (var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            output.lines().forEach(line -> {
                said.add(line);
                String row = ScheduleRow.in(line);
                if (!row.isEmpty()) {
                    System.out.println(row);
                }
            });
        }
        if (process.waitFor() != 0) {
            throw new IllegalStateException("%s failed:%n%s"
                    .formatted(
                            contender.getSimpleName(),
                            String.join("\n", said.subList(Math.max(0, said.size() - 30), said.size()))));
        }
    }
}
