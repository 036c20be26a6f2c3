package io.rootsocket.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.rootsocket.hub.cli.invocation.AdminOptions;
import io.rootsocket.hub.cli.invocation.CommandName;
import io.rootsocket.hub.cli.invocation.FormatOption;
import io.rootsocket.hub.cli.invocation.Invocation;
import io.rootsocket.hub.cli.screen.Screen;
import io.rootsocket.hub.hub.HubStatus;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows what a running hub says of itself. */
@Command(
        name = "status",
        description =
                "Prints what runs, what comes, what waits and what failed: the first screen of `hub run`, as of now.",
        footer = {"", "Example: hub status --url http://127.0.0.1:9090"})
final class StatusCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private AdminOptions admin;

    @Mixin
    private FormatOption format;

    @Override
    public Integer call() throws InterruptedException {
        JsonNode answer = admin.get("/api/status");
        if (format.isJson()) {
            spec.commandLine().getOut().println(answer.toPrettyString());
            return 0;
        }
        Screen screen = Invocation.of(spec).screen();
        HubStatus status = AdminOptions.read(answer, HubStatus.class);
        spec.commandLine().getOut().println(StatusSheet.title(status));
        screen.print(new StatusSheet(screen.times(), CommandName.text()).later(status));
        return 0;
    }
}
