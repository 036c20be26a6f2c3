package io.rootsocket.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import picocli.CommandLine;

/** Says what became of a reload or a rollback, and gives its exit code. */
final class ReloadReport {

    private ReloadReport() {}

    static int print(JsonNode outcome, CommandLine command) {
        var out = command.getOut();
        String generation = outcome.path("generation").asText();
        switch (outcome.path("result").asText()) {
            case "APPLIED" ->
                out.printf(
                        "Generation %s runs (%d ms): %s%n",
                        generation,
                        Duration.parse(outcome.path("took").asText()).toMillis(),
                        changed(outcome));
            case "UNCHANGED" -> out.printf("Nothing has changed. Generation %s runs.%n", generation);
            default -> {
                outcome.path("problems").forEach(problem -> command.getErr().println(sentence(problem)));
                command.getErr().printf("Refused. Generation %s runs on, whole.%n", generation);
                return ExitCode.FIX_CONFIGURATION;
            }
        }
        outcome.path("problems").forEach(problem -> out.println("DEGRADED " + sentence(problem)));
        outcome.path("notes").forEach(note -> out.println(note.asText()));
        return 0;
    }

    private static String changed(JsonNode outcome) {
        var ids = new ArrayList<String>();
        outcome.path("changed").forEach(id -> ids.add(id.asText()));
        return ids.isEmpty() ? "no route changed" : String.join(", ", ids);
    }

    private static String sentence(JsonNode problem) {
        String line =
                problem.path("line").isNumber() ? ":" + problem.path("line").asInt() : "";
        String suggestion = problem.path("suggestion").isTextual()
                ? " " + problem.path("suggestion").asText()
                : "";
        return problem.path("file").asText() + line + ": "
                + problem.path("message").asText() + suggestion;
    }
}
