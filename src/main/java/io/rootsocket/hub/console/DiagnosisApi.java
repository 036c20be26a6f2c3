package io.rootsocket.hub.console;

import io.rootsocket.hub.console.api.DiagnosisAnswer;
import io.rootsocket.hub.hub.Hub;
import io.rootsocket.hub.log.HubLog;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code GET /api/diagnosis}: the process of a hub, its last log lines and its threads, for {@code hub doctor}. */
final class DiagnosisApi implements AdminApi {

    private static final int DEEPEST = 40;

    @Override
    public void mount(AdminPaths paths, Hub hub) {
        paths.show("/api/diagnosis", context -> {
            Query.of(context);
            return new DiagnosisAnswer(process(), HubLog.recent(), threads());
        });
    }

    private static List<String> process() {
        Runtime machine = Runtime.getRuntime();
        return List.of(
                "Java %s, process %d"
                        .formatted(Runtime.version(), ProcessHandle.current().pid()),
                "running for %s"
                        .formatted(Duration.ofMillis(
                                ManagementFactory.getRuntimeMXBean().getUptime())),
                "heap %d MB of at most %d MB"
                        .formatted(
                                (machine.totalMemory() - machine.freeMemory()) / 1_000_000,
                                machine.maxMemory() / 1_000_000),
                "%d processors, %d threads"
                        .formatted(
                                machine.availableProcessors(),
                                ManagementFactory.getThreadMXBean().getThreadCount()));
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().entrySet().stream()
                .sorted(Map.Entry.comparingByKey(java.util.Comparator.comparing(Thread::getName)))
                .map(entry -> "\"%s\" %s%s"
                        .formatted(entry.getKey().getName(), entry.getKey().getState(), frames(entry.getValue())))
                .toList();
    }

    private static String frames(StackTraceElement... frames) {
        return Stream.of(Arrays.copyOf(frames, Math.min(frames.length, DEEPEST)))
                .map("\n    at %s"::formatted)
                .collect(Collectors.joining());
    }
}
