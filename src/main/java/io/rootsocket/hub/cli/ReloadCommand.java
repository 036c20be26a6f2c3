package io.rootsocket.hub.cli;

import io.rootsocket.hub.cli.invocation.AdminOptions;
import io.rootsocket.hub.console.api.ReloadRequest;
import io.rootsocket.hub.reload.history.ReloadOutcome;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a running hub take its folder of routes as it is now. */
@Command(
        name = "reload",
        description = "Takes the routes as they are saved now, and waits for the outcome. A file that cannot"
                + " be taken runs on as before, and the exit code is 4.",
        footer = {"", "Example: hub reload && echo deployed"})
final class ReloadCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private AdminOptions admin;

    @Option(
            names = "--max-change",
            paramLabel = "PERCENT",
            description =
                    "Takes nothing if more of the last 200 inputs would come out differently, see `hub diff`. Default:"
                            + " HUB_MAX_CHANGE, or any number.")
    private @Nullable Integer maxChange;

    @Override
    public Integer call() throws InterruptedException {
        return ReloadReport.print(
                admin.post("/api/reload", new ReloadRequest(maxChange), ReloadOutcome.class), spec.commandLine());
    }
}
