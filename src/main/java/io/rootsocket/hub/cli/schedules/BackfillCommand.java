package io.rootsocket.hub.cli.schedules;

import com.fasterxml.jackson.databind.JsonNode;
import io.rootsocket.hub.cli.invocation.AdminException;
import io.rootsocket.hub.cli.invocation.AdminOptions;
import io.rootsocket.hub.cli.invocation.CommandName;
import io.rootsocket.hub.cli.invocation.ExitCode;
import io.rootsocket.hub.cli.invocation.FormatOption;
import io.rootsocket.hub.cli.invocation.Invocation;
import io.rootsocket.hub.cli.invocation.TimeArgument;
import io.rootsocket.hub.cli.invocation.WhyOption;
import io.rootsocket.hub.console.api.BackfillAnswer;
import io.rootsocket.hub.console.api.BackfillRequest;
import io.rootsocket.hub.schedule.ScheduleLine;
import io.rootsocket.hub.schedule.backfill.BackfillPlan;
import io.rootsocket.hub.text.Counted;
import io.rootsocket.hub.text.DurationText;
import io.rootsocket.hub.text.RelativeTime;
import io.rootsocket.hub.text.TimeText;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Has a scheduled route run for the times of the past at which it was due and did not run. */
@Command(
        name = "backfill",
        description = {
            "Has a scheduled route run for the times of the past at which it was due and did not run: those that were missed,",
            "and those of which the ledger knows nothing. No occurrence fires twice. It is recorded with who and when."
        },
        footer = {
            "",
            "Example: hub backfill nightly-report --from 2026-11-20 --to 2026-11-24 --dry-run",
            "Example: hub backfill nightly-report --cancel"
        })
public final class BackfillCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private AdminOptions admin;

    @Mixin
    private WhyOption why;

    @Mixin
    private FormatOption format;

    @Parameters(paramLabel = "ROUTE", description = "The id of the route.")
    private String route;

    @Option(names = "--from", paramLabel = "TIME", description = "From this day or time on, in the schedule's zone.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Until before this day or time. Default: now.")
    private @Nullable String to;

    @Option(
            names = "--every",
            paramLabel = "TIME",
            description = "How long to wait from one to the next, for example 500ms, 10s or 2m. Default: 1s.")
    private String every = "1s";

    @Option(names = "--dry-run", description = "Say what would run, and do nothing.")
    private boolean dryRun;

    @Option(names = "--cancel", description = "End the backfill of this route that goes on.")
    private boolean cancel;

    @Override
    public Integer call() throws InterruptedException {
        if (cancel) {
            spec.commandLine().getOut().println(ScheduleAction.tell(admin, route, "backfill-cancel", why));
            return 0;
        }
        if (from == null) {
            throw new AdminException(ExitCode.USAGE, "Say from when: --from 2026-12-24, for example.", null);
        }
        ZoneId zone = zone();
        var request = new BackfillRequest(
                TimeArgument.instant(from, zone),
                to == null ? null : TimeArgument.instant(to, zone),
                millis(),
                dryRun,
                Invocation.user(),
                why.text());
        JsonNode answer = admin.post(ScheduleAction.path(route, "backfill"), request);
        if (format.isJson()) {
            spec.commandLine().getOut().println(answer.toPrettyString());
        } else {
            say(AdminOptions.read(answer, BackfillAnswer.class).plan());
        }
        return 0;
    }

    private int millis() {
        return DurationText.parse(every)
                .map(Duration::toMillis)
                .filter(millis -> millis <= Integer.MAX_VALUE)
                .map(Long::intValue)
                .orElseThrow(() -> new AdminException(
                        ExitCode.USAGE,
                        "`--every %s` is no time. It should look like 500ms, 10s or 2m.".formatted(every),
                        null));
    }

    private ZoneId zone() throws InterruptedException {
        return Stream.of(AdminOptions.read(admin.get("/api/schedules"), ScheduleLine[].class))
                .filter(line -> line.route().equals(route))
                .map(ScheduleLine::zone)
                .findFirst()
                .orElseGet(ZoneId::systemDefault);
    }

    private void say(BackfillPlan plan) {
        var out = spec.commandLine().getOut();
        out.println("%s was due %s in that time; %s."
                .formatted(
                        route,
                        Counted.of(plan.due(), "time"),
                        plan.toRun() == 0
                                ? "the ledger has an outcome for each"
                                : "the ledger has an outcome for %d, and %d %s run"
                                        .formatted(plan.known(), plan.toRun(), dryRun ? "would" : "will")));
        if (plan.first() != null && plan.last() != null) {
            out.println("The first is of %s, the last of %s; it takes at least %s."
                    .formatted(told(plan.first(), plan), told(plan.last(), plan), RelativeTime.length(plan.takes())));
        }
        if (!dryRun) {
            out.println("`%1$s schedules %2$s --ledger` shows how far it is, `%1$s backfill %2$s --cancel` ends it."
                    .formatted(CommandName.text(), route));
        }
    }

    private static String told(Instant instant, BackfillPlan plan) {
        return TimeText.of(instant, plan.zone());
    }
}
