package io.rootsocket.hub.cli;

import io.rootsocket.hub.cli.invocation.AdminOptions;
import io.rootsocket.hub.console.api.RollbackRequest;
import io.rootsocket.hub.reload.history.ReloadOutcome;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes an earlier generation of routes run again. */
@Command(
        name = "rollback",
        description = "Makes an earlier generation of the routes run again, and writes its files back into the folder."
                + " What was there is kept in the history.",
        footer = {"", "Example: hub rollback 3"})
final class RollbackCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private AdminOptions admin;

    @Parameters(paramLabel = "GENERATION", description = "Its number in `hub history`.")
    private int generation;

    @Override
    public Integer call() throws InterruptedException {
        return ReloadReport.print(
                admin.post("/api/rollback", new RollbackRequest(generation), ReloadOutcome.class), spec.commandLine());
    }
}
