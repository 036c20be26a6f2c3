package io.rootsocket.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.rootsocket.hub.console.api.GenerationAnswer;
import io.rootsocket.hub.engine.reload.Generation;
import java.util.Locale;
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
        for (GenerationAnswer entry : AdminOptions.read(generations, GenerationAnswer[].class)) {
            Generation generation = entry.generation();
            out.printf(
                    "generation %d  %s  %s  %s%n",
                    generation.number(),
                    generation.at(),
                    generation.result().name().toLowerCase(Locale.ROOT),
                    generation.cause());
            generation.problems().forEach(problem -> out.println("  " + problem));
            entry.diff().lines().forEach(line -> out.println("  " + line));
            out.println();
        }
        return 0;
    }
}
