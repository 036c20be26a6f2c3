package io.rootsocket.hub.cli.deadletters;

import io.rootsocket.hub.cli.invocation.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What a person decides about messages that could not be delivered. */
@Command(
        name = "dead-letters",
        description = "Shows, replays and discards what could not be delivered, of a running hub or of a stopped one.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ListDeadLettersCommand.class,
            ShowDeadLetterCommand.class,
            ReplayDeadLettersCommand.class,
            DiscardDeadLettersCommand.class
        },
        footer = {"", "Example: hub dead-letters list --kind retry"})
public final class DeadLettersCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    /** Without a command there is nothing to do but to say which there are. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }
}
