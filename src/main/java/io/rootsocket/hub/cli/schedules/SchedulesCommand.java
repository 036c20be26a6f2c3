package io.rootsocket.hub.cli.schedules;

import com.fasterxml.jackson.databind.JsonNode;
import io.rootsocket.hub.cli.invocation.AdminException;
import io.rootsocket.hub.cli.invocation.AdminOptions;
import io.rootsocket.hub.cli.invocation.ExitCode;
import io.rootsocket.hub.cli.invocation.Invocation;
import io.rootsocket.hub.cli.invocation.TimeArgument;
import io.rootsocket.hub.cli.screen.Screen;
import io.rootsocket.hub.cli.screen.Table;
import io.rootsocket.hub.console.api.ChangesRequest;
import io.rootsocket.hub.hub.HubSettings;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the schedules of a running hub: what is next, or every occurrence of a range. */
@Command(
        name = "schedules",
        description = {
            "Prints the schedules of a running hub: when each route is due next, and what became of its last time.",
            "With --from and --to, every occurrence in between; with --ledger, what became of those that are past;",
            "with --diff, what a folder of routes that the hub does not run yet would change."
        },
        footer = {
            "",
            "Example: hub schedules --diff routes-of-next-week",
            "Example: hub schedules --from 2026-12-21 --to 2026-12-28 --format ical"
        })
public final class SchedulesCommand implements Callable<Integer> {

    private static final Instant FAR_AHEAD = Instant.parse("9999-01-01T00:00:00Z");

    @Spec
    private CommandSpec spec;

    @Mixin
    private AdminOptions admin;

    @Parameters(
            arity = "0..1",
            paramLabel = "ROUTE",
            description =
                    "The id of a route, for its occurrences alone. Without it, short intervals are one line each.")
    private @Nullable String route;

    @Option(names = "--from", paramLabel = "TIME", description = "From this day or time on, in this machine's zone.")
    private @Nullable String from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            description =
                    "Until before this day or time. Default: a day later; with --ledger, all that is skipped ahead.")
    private @Nullable String to;

    @Option(names = "--ledger", description = "What became of past occurrences, instead of what is planned.")
    private boolean ledger;

    @Option(
            names = "--diff",
            paramLabel = "DIR",
            description =
                    "What would be added and removed if the hub ran this folder of routes. Default range: 7 days.")
    private @Nullable Path diff;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "One of: ${COMPLETION-CANDIDATES}. Default: human.")
    private ScheduleFormat format = ScheduleFormat.HUMAN;

    @Override
    public Integer call() throws InterruptedException {
        if (diff != null) {
            Instant begin = from == null ? Instant.now() : TimeArgument.instant(from);
            Instant end = to == null ? begin.plusSeconds(7 * 86_400) : TimeArgument.instant(to);
            print(
                    admin.post(
                            "/api/schedules/changes" + range(begin, end) + only(), new ChangesRequest(schedules(diff))),
                    ScheduleFormat::changes,
                    ScheduleScreen::changes);
            return 0;
        }
        if (from == null && to == null && !ledger && route == null) {
            print(admin.get("/api/schedules"), ScheduleFormat::lines, ScheduleScreen::lines);
            return 0;
        }
        Instant begin = from == null ? Instant.now().minusSeconds(ledger ? 86_400 : 0) : TimeArgument.instant(from);
        if (ledger) {
            // What is skipped is ahead.
            Instant end = to == null ? FAR_AHEAD : TimeArgument.instant(to);
            print(
                    admin.get("/api/schedules/ledger" + range(begin, end) + only()),
                    ScheduleFormat::ledger,
                    ScheduleScreen::ledger);
        } else {
            Instant end = to == null ? begin.plusSeconds(86_400) : TimeArgument.instant(to);
            print(
                    admin.get("/api/schedules/occurrences" + range(begin, end) + only()),
                    ScheduleFormat::occurrences,
                    ScheduleScreen::occurrences);
        }
        return 0;
    }

    private String only() {
        return route == null ? "" : "&route=" + URLEncoder.encode(route, StandardCharsets.UTF_8);
    }

    private void print(
            JsonNode answer,
            BiFunction<ScheduleFormat, JsonNode, String> programs,
            BiFunction<ScheduleScreen, JsonNode, Table> people) {
        if (format != ScheduleFormat.HUMAN) {
            spec.commandLine().getOut().println(programs.apply(format, answer));
            return;
        }
        Screen screen = Invocation.of(spec).screen();
        screen.print(people.apply(new ScheduleScreen(screen.times()), answer));
    }

    private List<String> schedules(Path folder) {
        try {
            HubSettings settings = HubSettings.of(Invocation.of(spec).environment());
            return FolderSchedules.read(folder, settings.routesPattern());
        } catch (NoSuchFileException e) {
            throw new AdminException(ExitCode.FIX_CONFIGURATION, "There is no folder `%s`.".formatted(folder), e);
        } catch (IOException e) {
            throw new AdminException(ExitCode.FIX_CONFIGURATION, String.valueOf(e.getMessage()), e);
        }
    }

    private static String range(Instant begin, Instant end) {
        return "?from=%s&to=%s".formatted(encoded(begin), encoded(end));
    }

    private static String encoded(Instant instant) {
        return URLEncoder.encode(instant.toString(), StandardCharsets.UTF_8);
    }
}
