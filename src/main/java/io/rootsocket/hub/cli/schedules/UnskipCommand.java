package io.rootsocket.hub.cli.schedules;

import io.rootsocket.hub.cli.invocation.AdminOptions;
import io.rootsocket.hub.cli.invocation.WhyOption;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes back that one coming occurrence of a route is left out. */
@Command(
        name = "unskip",
        description = "Lets one coming occurrence fire again that was skipped. It is recorded with who and when.",
        footer = {
            "",
            "Example: hub unskip announce-standup 2026-12-24T08:15:00Z",
            "Example: hub unskip announce-standup 2026-12-24"
        })
public final class UnskipCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private AdminOptions admin;

    @Mixin
    private WhyOption why;

    @Parameters(index = "0", paramLabel = "ROUTE", description = "The id of the route.")
    private String route;

    @Parameters(
            index = "1",
            paramLabel = "OCCURRENCE",
            description =
                    "When it is due, as `hub schedules --ledger` lists it; or the day, if one of that day is skipped.")
    private String occurrence;

    @Override
    public Integer call() throws InterruptedException {
        Instant when = OccurrenceArgument.read(admin, route, occurrence, true);
        spec.commandLine().getOut().println(ScheduleAction.tell(admin, route, "unskip", why, when));
        return 0;
    }
}
