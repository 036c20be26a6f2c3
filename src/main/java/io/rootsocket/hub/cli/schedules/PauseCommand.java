package io.rootsocket.hub.cli.schedules;

import io.rootsocket.hub.cli.invocation.AdminOptions;
import io.rootsocket.hub.cli.invocation.WhyOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Stops a scheduled route from firing, on all nodes, until it is resumed. */
@Command(
        name = "pause",
        description =
                "Stops a scheduled route from firing, on all nodes, until it is resumed. It is recorded with who and when.",
        footer = {"", "Example: hub pause announce-standup"})
public final class PauseCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private AdminOptions admin;

    @Mixin
    private WhyOption why;

    @Parameters(paramLabel = "ROUTE", description = "The id of the route.")
    private String route;

    @Override
    public Integer call() throws InterruptedException {
        spec.commandLine().getOut().println(ScheduleAction.tell(admin, route, "pause", why));
        return 0;
    }
}
