package io.rootsocket.hub.cli.schedules;

import io.rootsocket.hub.cli.invocation.AdminOptions;
import io.rootsocket.hub.cli.invocation.WhyOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lets a paused route fire again; what it missed is caught up by its policy. */
@Command(
        name = "resume",
        description =
                "Lets a paused route fire again; what it missed is caught up by its policy. It is recorded with who and when.",
        footer = {"", "Example: hub resume announce-standup"})
public final class ResumeCommand implements Callable<Integer> {

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
        spec.commandLine().getOut().println(ScheduleAction.tell(admin, route, "resume", why));
        return 0;
    }
}
