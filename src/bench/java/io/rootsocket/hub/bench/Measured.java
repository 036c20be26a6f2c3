package io.rootsocket.hub.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Numbers by name that a class of this folder finds in a process of its own, and how many lines it wrote meanwhile. */
record Measured(Map<String, Double> numbers, int lines) {

    private static final String MARK = "FOUND ";

    /** Says a number to the process that measures. */
    static void say(String name, double value) {
        System.out.printf("%s%s=%s%n", MARK, name, value);
    }

    /** The processor time of this process, in seconds. */
    static double processorSeconds() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime()
                / 1e9;
    }

    /** @throws IllegalStateException if it fails */
    static Measured of(Class<?> main, List<String> options, Object... arguments)
            throws IOException, InterruptedException {
        String[] texts = List.of(arguments).stream().map(String::valueOf).toArray(String[]::new);
        Process process = new ProcessBuilder(JavaProcess.command(main, options, texts))
                .redirectErrorStream(true)
                .start();
        Map<String, Double> found = new LinkedHashMap<>();
        List<String> others = new ArrayList<>();
        try (var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            output.lines().forEach(line -> {
                int mark = line.indexOf(MARK);
                if (mark < 0) {
                    others.add(line);
                } else {
                    String[] parts = line.substring(mark + MARK.length()).split("=");
                    found.put(parts[0], Double.valueOf(parts[1]));
                }
            });
        }
        if (process.waitFor() != 0) {
            throw new IllegalStateException("%s failed:%n%s"
                    .formatted(
                            main.getName(),
                            String.join("\n", others.subList(Math.max(0, others.size() - 30), others.size()))));
        }
        return new Measured(found, others.size());
    }

    double get(String name) {
        Double value = numbers.get(name);
        if (value == null) {
            throw new IllegalStateException("%s was not measured, only %s".formatted(name, numbers));
        }
        return value;
    }

    /** A plot of one number against the size. */
    static Plot plot(String file, String title, String x, String y, Map<String, TreeMap<Integer, Double>> series) {
        Map<String, List<Plot.Point>> lines = new LinkedHashMap<>();
        series.forEach((name, values) -> lines.put(
                name,
                values.entrySet().stream()
                        .map(point -> new Plot.Point(point.getKey(), point.getValue()))
                        .toList()));
        return new Plot(file, title, x, y, lines);
    }
}
