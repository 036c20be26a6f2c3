package io.rootsocket.hub.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows what a running hub says of itself. */
@Command(
        name = "status",
        description = "Prints what a running hub says of itself, as JSON.",
        footer = {"", "Example: hub status --url http://127.0.0.1:9090"})
final class StatusCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private AdminOptions admin;

    @Override
    public Integer call() throws InterruptedException {
        spec.commandLine().getOut().println(admin.get("/api/status").toPrettyString());
        return 0;
    }
}
