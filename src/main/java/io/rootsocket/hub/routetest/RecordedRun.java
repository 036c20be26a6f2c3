package io.rootsocket.hub.routetest;

import com.fasterxml.jackson.databind.JsonNode;
import io.rootsocket.hub.routes.FolderState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.util.FileUtil;
import org.slf4j.MDC;

/** Gives a version of the routes what came in before. They start as in a test, and nothing leaves this process. */
public final class RecordedRun {

    /** By this the log knows that nothing of it has happened. */
    private static final String REHEARSED = "hub.rehearsed";

    private final TestBench bench;
    private final Map<String, Integer> messages = new LinkedHashMap<>();
    private final Map<String, Integer> sent = new LinkedHashMap<>();
    private int deadLetters;

    private RecordedRun(TestBench bench) {
        this.bench = bench;
    }

    /**
     * What the routes make of each input, in the same order.
     *
     * @param folder where the kamelets, calendars and settings of this version are
     * @param inputs the oldest first, as each is given at its own time
     * @throws Exception if a route does not start
     */
    public static List<RecordedOutcome> of(Path folder, FolderState files, List<RecordedInput> inputs)
            throws Exception {
        Path scratch = Files.createTempDirectory("hub-recorded");
        try (var ignored = MDC.putCloseable(REHEARSED, "true");
                var bench = new TestBench(scratch, new RecordedRootSocket(List.of()), List.of())) {
            bench.start(folder, files, Map.of());
            var run = new RecordedRun(bench);
            var outcomes = new ArrayList<RecordedOutcome>();
            for (RecordedInput input : inputs) {
                outcomes.add(run.outcome(input));
            }
            return outcomes;
        } finally {
            FileUtil.removeDir(scratch.toFile());
        }
    }

    private RecordedOutcome outcome(RecordedInput input) throws IOException {
        Optional<String> failure = bench.give(input);
        List<JsonNode> letters = bench.deadLetters();
        List<String> given = letters.subList(deadLetters, letters.size()).stream()
                .map(letter -> letter.at("/reason/message").asText())
                .toList();
        deadLetters = letters.size();
        return new RecordedOutcome(since(bench.messages(), messages), since(bench.sent(), sent), given, failure);
    }

    /** What has come since it was looked at last. */
    private static Map<String, List<String>> since(Map<String, ? extends List<?>> all, Map<String, Integer> seen) {
        var since = new LinkedHashMap<String, List<String>>();
        all.forEach((name, values) -> {
            List<String> fresh = values.subList(seen.getOrDefault(name, 0), values.size()).stream()
                    .map(RecordedRun::text)
                    .toList();
            if (!fresh.isEmpty()) {
                since.put(name, fresh);
            }
            seen.put(name, values.size());
        });
        return since;
    }

    private static String text(Object value) {
        return value instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : value.toString();
    }
}
