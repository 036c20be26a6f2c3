package io.rootsocket.hub.cli;

import io.rootsocket.hub.cli.invocation.AdminOptions;
import io.rootsocket.hub.console.api.NothingAsked;
import io.rootsocket.hub.reload.history.ReloadOutcome;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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

    @Override
    public Integer call() throws InterruptedException {
        return ReloadReport.print(
                admin.post("/api/reload", new NothingAsked(), ReloadOutcome.class), spec.commandLine());
    }
}
