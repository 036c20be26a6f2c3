package io.rootsocket.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.rootsocket.hub.cli.invocation.AdminOptions;
import io.rootsocket.hub.cli.invocation.FormatOption;
import io.rootsocket.hub.cli.invocation.Invocation;
import io.rootsocket.hub.cli.screen.Screen;
import io.rootsocket.hub.console.api.GenerationAnswer;
import io.rootsocket.hub.settings.HubConfigurationException;
import java.util.List;
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
                "Prints the generations of the routes, one a line, the newest first, with the files that each changed (+ new, - gone,"
                        + " ~ changed). With a number: what that one changed, as a unified diff.",
        footer = {"", "Example: hub history --last 3", "Example: hub history 12"})
final class HistoryCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private AdminOptions admin;

    @Mixin
    private FormatOption format;

    @Option(names = "--last", paramLabel = "N", description = "How many. Default: 10.", defaultValue = "10")
    private int last;

    @Parameters(paramLabel = "N", arity = "0..1", description = "The generation whose diff to print.")
    private @Nullable Integer number;

    @Override
    public Integer call() throws InterruptedException {
        JsonNode generations = admin.get("/api/generations?" + (number == null ? "last=" + last : "number=" + number));
        var out = spec.commandLine().getOut();
        if (format.isJson()) {
            out.println(generations.toPrettyString());
            return 0;
        }
        List<GenerationAnswer> found = List.of(AdminOptions.read(generations, GenerationAnswer[].class));
        if (number != null && found.isEmpty()) {
            throw new HubConfigurationException(
                    "There is no generation %d. `hub history` shows those that are kept.".formatted(number));
        }
        Screen screen = Invocation.of(spec).screen();
        var text = new HistoryScreen(screen.times());
        if (number == null) {
            screen.print(text.table(found));
        } else {
            found.forEach(one -> {
                screen.print(text.sheet(one));
                one.diff().lines().forEach(out::println);
            });
        }
        return 0;
    }
}
