package io.rootsocket.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the generations of routes that a running hub has had. */
@Command(
        name = "history",
        description = "Prints the generations of the routes, and what each changed as a unified diff.",
        footer = {"", "Example: hub history --last 3"})
final class HistoryCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private AdminOptions admin;

    @Option(names = "--last", paramLabel = "N", description = "How many. Default: 10.", defaultValue = "10")
    private int last;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        JsonNode generations = admin.get("/api/generations?last=" + last);
        var out = spec.commandLine().getOut();
        if (json) {
            out.println(generations.toPrettyString());
            return 0;
        }
        for (JsonNode entry : generations) {
            JsonNode generation = entry.path("generation");
            out.printf(
                    "generation %s  %s  %s  %s%n",
                    generation.path("number").asText(),
                    generation.path("at").asText(),
                    generation.path("result").asText().toLowerCase(java.util.Locale.ROOT),
                    generation.path("cause").asText());
            generation.path("problems").forEach(problem -> out.println("  " + problem.asText()));
            entry.path("diff").asText().lines().forEach(line -> out.println("  " + line));
            out.println();
        }
        return 0;
    }
}
