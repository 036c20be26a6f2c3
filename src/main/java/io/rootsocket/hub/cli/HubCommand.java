package io.rootsocket.hub.cli;

import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The hub's command line. Its exit codes are {@link ExitCode}. */
@Command(
        name = "hub",
        description = "Sends messages to RootSocket channels, from clocks, files, queues and webhooks.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RunCommand.class,
            SandboxCommand.class,
            SendCommand.class,
            TokenCommand.class,
            ConnectionCommand.class,
            ConnectionsCommand.class,
            GenerateCompletion.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:unexpected; run again with --debug",
            "2:the command line is wrong",
            "3:RootSocket cannot be reached or is overloaded; try again later",
            "4:the configuration must be fixed",
            "5:the message must be fixed",
            "6:sent, but no answer came; it may have been delivered"
        },
        footer = {"", "Example: hub run --routes routes"})
public final class HubCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Option(names = "--debug", description = "Shows the stack trace of an error.", scope = ScopeType.INHERIT)
    private boolean debug;

    HubCommand() {}

    /** Runs the command line and exits with its code. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new HubCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println(failure.getMessage() == null ? failure : failure.getMessage());
                    if (parsed.matchedOptionValue("--debug", false)) {
                        failure.printStackTrace(command.getErr());
                    }
                    return ExitCode.of(failure);
                });
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command.");
    }
}
