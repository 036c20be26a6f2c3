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

/** Leaves out one coming occurrence of a route. */
@Command(
        name = "skip",
        description = "Leaves out one coming occurrence of a scheduled route. It is recorded with who and when.",
        footer = {
            "",
            "Example: hub skip announce-standup 2026-12-24T08:15:00Z",
            "Example: hub skip announce-standup 2026-12-24"
        })
public final class SkipCommand implements Callable<Integer> {

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
                    "When it would be due, as `hub schedules --from …` lists it; or the day, if one time is due on it.")
    private String occurrence;

    @Override
    public Integer call() throws InterruptedException {
        Instant when = OccurrenceArgument.read(admin, route, occurrence, false);
        spec.commandLine().getOut().println(ScheduleAction.tell(admin, route, "skip", why, when));
        return 0;
    }
}
