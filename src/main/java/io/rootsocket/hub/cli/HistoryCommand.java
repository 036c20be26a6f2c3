package io.rootsocket.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.rootsocket.hub.console.api.GenerationAnswer;
import io.rootsocket.hub.reload.Generation;
import io.rootsocket.hub.settings.HubConfigurationException;
import io.rootsocket.hub.text.Printable;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the generations of routes that a running hub has had. */
@Command(
        name = "history",
        description =
                "Prints the generations of the routes, one a line, with the files that each changed (+ new, - gone,"
                        + " ~ changed). With a number: what that one changed, as a unified diff.",
        footer = {"", "Example: hub history --last 3", "Example: hub history 12"})
final class HistoryCommand implements Callable<Integer> {

    private static final int MAX_FILES = 5;

    @Spec
    private CommandSpec spec;

    @Mixin
    private AdminOptions admin;

    @Option(names = "--last", paramLabel = "N", description = "How many. Default: 10.", defaultValue = "10")
    private int last;

    @Parameters(paramLabel = "N", arity = "0..1", description = "The generation whose diff to print.")
    private @Nullable Integer number;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        JsonNode generations = admin.get("/api/generations?" + (number == null ? "last=" + last : "number=" + number));
        var out = spec.commandLine().getOut();
        if (json) {
            out.println(generations.toPrettyString());
            return 0;
        }
        GenerationAnswer[] found = AdminOptions.read(generations, GenerationAnswer[].class);
        if (number != null && found.length == 0) {
            throw new HubConfigurationException(
                    "There is no generation %d. `hub history` shows those that are kept.".formatted(number));
        }
        for (GenerationAnswer entry : found) {
            out.println(Printable.line(line(entry)));
            if (number != null) {
                entry.generation().problems().forEach(problem -> out.println("  " + problem));
                entry.diff().lines().forEach(out::println);
            }
        }
        return 0;
    }

    private static String line(GenerationAnswer entry) {
        Generation generation = entry.generation();
        String files = entry.files().isEmpty() ? "no file" : summary(entry.files());
        return "%4d  %s  %-8s  %s: %s"
                .formatted(
                        generation.number(),
                        generation.at().truncatedTo(ChronoUnit.SECONDS),
                        generation.result().name().toLowerCase(Locale.ROOT),
                        generation.cause(),
                        files);
    }

    private static String summary(List<String> files) {
        int more = files.size() - MAX_FILES;
        return String.join(" ", files.subList(0, Math.min(files.size(), MAX_FILES)))
                + (more > 0 ? " and %d more".formatted(more) : "");
    }
}
