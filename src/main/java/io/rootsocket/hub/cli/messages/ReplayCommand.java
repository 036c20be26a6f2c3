package io.rootsocket.hub.cli.messages;

import io.rootsocket.hub.cli.invocation.AdminOptions;
import io.rootsocket.hub.cli.invocation.ExitCode;
import io.rootsocket.hub.cli.invocation.Invocation;
import io.rootsocket.hub.cli.screen.Cell;
import io.rootsocket.hub.cli.screen.Screen;
import io.rootsocket.hub.cli.screen.Table;
import io.rootsocket.hub.console.api.NothingAsked;
import io.rootsocket.hub.console.api.ReplayRequest;
import io.rootsocket.hub.replay.ReplayPlan;
import io.rootsocket.hub.replay.ReplayState;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends what came in through its route again. */
@Command(
        name = "replay",
        description =
                "Sends what came in through its route, as that is now: one by its id, or all that of which everything"
                        + " given holds, the oldest first. What it leaves out, it counts. Ctrl-C ends the waiting, not the replay.",
        footer = {
            "",
            "Example: hub replay --route orders --from 2026-12-24 --dry-run",
            "Example: hub replay 3F2A9C0D --why \"the price list was wrong\"",
            "Example: hub replay --cancel 2"
        })
public final class ReplayCommand implements Callable<Integer> {

    private static final long LOOK_EVERY_MILLIS = 500;

    @Spec
    private CommandSpec spec;

    @Mixin
    private AdminOptions admin;

    @Mixin
    private MessageFilterOptions filter;

    @Parameters(paramLabel = "ID", arity = "0..1", description = "The one to send, by any id that `hub explain` takes.")
    private @Nullable String id;

    @Option(names = "--dry-run", description = "Only counts.")
    private boolean dryRun;

    @Option(
            names = "--per-second",
            paramLabel = "N",
            defaultValue = "10",
            description = "How many to send in a second, 1 to 1000. Default: ${DEFAULT-VALUE}.")
    private int perSecond;

    @Option(
            names = "--as-kept",
            description = "Also what is kept without its secrets or its end, as it is kept. Default: such is left out.")
    private boolean asKept;

    @Option(names = "--why", paramLabel = "TEXT", description = "What for, for the record.")
    private @Nullable String why;

    @Option(names = "--list", description = "Prints the replays since the start of the hub.")
    private boolean list;

    @Option(names = "--cancel", paramLabel = "N", description = "Ends a replay. What it has sent stays sent.")
    private @Nullable Integer cancelled;

    @Override
    public Integer call() throws InterruptedException {
        var out = spec.commandLine().getOut();
        if (list) {
            print(List.of(admin.get("/api/replays", ReplayState[].class)));
            return 0;
        }
        if (cancelled != null) {
            print(List.of(
                    admin.post("/api/replays/%d/cancel".formatted(cancelled), new NothingAsked(), ReplayState.class)));
            return 0;
        }
        ReplayRequest request = request();
        if (dryRun) {
            out.println(
                    admin.post("/api/replays/plan", request, ReplayPlan.class).inWords() + ".");
            return 0;
        }
        return await(admin.post("/api/replays", request, ReplayState.class));
    }

    private ReplayRequest request() {
        try {
            return filter.replay(id, asKept, perSecond, Invocation.user(), why);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private int await(ReplayState begun) throws InterruptedException {
        spec.commandLine()
                .getErr()
                .printf(
                        "Replay %d sends %d. `hub replay --cancel %d` ends it.%n",
                        begun.number(), begun.of(), begun.number());
        ReplayState state = begun;
        while (state.ended().isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
            state = List.of(admin.get("/api/replays", ReplayState[].class)).stream()
                    .filter(replay -> replay.number() == begun.number())
                    .findFirst()
                    .orElseThrow();
        }
        print(List.of(state));
        return state.failed() == 0 && !state.cancelled() ? 0 : ExitCode.FIX_CONFIGURATION;
    }

    private void print(List<ReplayState> replays) {
        Screen screen = Invocation.of(spec).screen();
        Table table =
                Table.of("N", "STATE", "SENT", "FAILED", "BEGUN", "BY", "WHY").none("No replay since the start.");
        replays.forEach(replay -> table.row(
                Cell.of(replay.number()),
                Cell.of(replay.cancelled() ? "cancelled" : replay.ended().isPresent() ? "done" : "running"),
                Cell.of("%d of %d".formatted(replay.done(), replay.of())),
                Cell.of(replay.failed()),
                screen.times().cell(replay.begun()),
                Cell.of(replay.by()),
                Cell.of(replay.why().orElse(""))));
        screen.print(table);
    }
}
