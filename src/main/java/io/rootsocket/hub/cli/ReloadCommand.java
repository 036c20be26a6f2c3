package io.rootsocket.hub.cli;

import io.rootsocket.hub.console.api.NothingAsked;
import io.rootsocket.hub.reload.ReloadOutcome;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Makes a running hub take its folder of routes as it is now. */
@Command(
        name = "reload",
        description = "Takes the routes as they are saved now, and waits for the outcome. Exit code 4: a file"
                + " was not taken, and runs on as before; what else is said.",
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
