package io.rootsocket.hub.cli;

import static java.util.Objects.requireNonNull;

import io.rootsocket.hub.cli.invocation.CallersFolder;
import io.rootsocket.hub.cli.invocation.ExitCode;
import io.rootsocket.hub.cli.invocation.Invocation;
import io.rootsocket.hub.cli.screen.Screen;
import io.rootsocket.hub.settings.HubConfigurationException;
import io.rootsocket.hub.settings.UnknownVariables;
import io.rootsocket.hub.settings.Variable;
import io.rootsocket.hub.text.Printable;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
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
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:unexpected; run again with --debug",
            "2:the command line is wrong",
            "3:what is needed does not answer now: the hub, RootSocket, the broker or the database; or the memory is exhausted;"
                    + " try again later",
            "4:something must be fixed first: a setting, a route, a test, what the command names, or the full disk to which its"
                    + " output goes",
            "5:the message must be fixed",
            "6:sent, but no answer came; it may have been delivered",
            "130, 143:stopped by Ctrl-C or SIGTERM, after closing everything"
        },
        footer = {
            "",
            "Settings are variables of the environment, HUB_… and ROOTSOCKET_…; the manual has them all. COLUMNS sets how"
                    + " wide tables are, NO_COLOR leaves out colours.",
            "",
            "Example: hub run --routes routes"
        })
public final class HubCommand implements Callable<Integer>, Invocation {

    private static final Set<String> UNTIL_STOPPED = Set.of("run", "sandbox");

    @Spec
    private CommandSpec spec;

    @Option(names = "--debug", description = "Shows the stack trace of an error.", scope = ScopeType.INHERIT)
    private boolean debug;

    private final Map<String, String> environment;
    private @Nullable PrintWriter terminal;

    private HubCommand(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** Runs the command line and exits with its code. */
    public static void main(String[] args) {
        // Without a command only the help is shown.
        String[] line = args.length == 0 ? new String[] {"--help"} : args;
        System.exit(commandLine(System.getenv(), line).execute(args));
    }

    /**
     * The command line in an environment, so that a test need not run in the developer's own.
     *
     * @param line what will be executed; none: whatever may come
     */
    static CommandLine commandLine(Map<String, String> environment, String... line) {
        var report = new FailureReport();
        var commandLine = new CommandLine(new HubCommand(environment));
        Commands.addTo(commandLine, line);
        commandLine
                .registerConverter(Path.class, CallersFolder.known())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(HubCommand::execute)
                .setExecutionExceptionHandler(report)
                .setParameterExceptionHandler(report);
        commandLine.getSubcommands().values().forEach(HubCommand::shortenHelp);
        return commandLine;
    }

    /** The exit codes mean the same for all commands, and are in the help of the first. */
    private static void shortenHelp(CommandLine command) {
        var usage = command.getCommandSpec().usageMessage();
        usage.exitCodeListHeading("").exitCodeList(Map.of());
        var footer = new ArrayList<>(List.of(usage.footer()));
        footer.add("Exit codes: hub --help");
        usage.footer(footer.toArray(String[]::new));
        command.getSubcommands().values().forEach(HubCommand::shortenHelp);
    }

    /**
     * Chooses the logs of a command. What runs until it is stopped has nothing but a log if that is JSON.
     *
     * @throws HubConfigurationException if the environment names logs that are not known
     */
    static void chooseLogs(CommandLine command) {
        try {
            Logs.choose(Invocation.of(command.getCommandSpec()).variables());
        } finally {
            if (Logs.areJson() && UNTIL_STOPPED.contains(command.getCommandName())) {
                Logs.begin();
                PrintedLines.intoTheLog(command);
            }
        }
    }

    private static int execute(ParseResult parsed) {
        ParseResult last = last(parsed);
        try {
            if (!last.isUsageHelpRequested() && !last.isVersionHelpRequested()) {
                chooseLogs(last.commandSpec().commandLine());
            }
        } catch (HubConfigurationException e) {
            throw new ExecutionException(parsed.commandSpec().commandLine(), "The logs cannot be set up", e);
        }
        warnOfUnknownVariables(parsed);
        CommandLine command = last(parsed).commandSpec().commandLine();
        if (!last(parsed).isUsageHelpRequested()) {
            ((HubCommand) command.getCommandSpec().root().userObject()).terminal = command.getOut();
            // What commands show are strangers' words, too. A help is ours, and may be coloured.
            command.setOut(Printable.writer(command.getOut()));
        }
        try {
            int exitCode = new RunLast().execute(parsed);
            command.getOut().flush();
            return UNTIL_STOPPED.contains(command.getCommandName())
                    ? exitCode
                    : LostOutput.orElse(exitCode, command.getErr());
        } catch (LinkageError | StackOverflowError e) {
            // No exception to picocli: what has begun, as a door, would keep the process alive without its work.
            throw new ExecutionException(command, e.toString(), new IllegalStateException(e.toString(), e));
        } finally {
            command.getOut().flush();
        }
    }

    private static ParseResult last(ParseResult parsed) {
        return parsed.hasSubcommand() ? last(parsed.subcommand()) : parsed;
    }

    /** A typing error would otherwise send to the sandbox, or leave a door as it is by default, without a word. */
    private static void warnOfUnknownVariables(ParseResult parsed) {
        Invocation hub = Invocation.of(parsed.commandSpec());
        ParseResult last = last(parsed);
        Object routes =
                last.commandSpec().findOption("--routes") == null ? null : last.matchedOptionValue("--routes", null);
        Path folder = Path.of(routes == null ? hub.variables().textOrDefault(Variable.HUB_ROUTES) : routes.toString());
        if (!last.isUsageHelpRequested() && !last.isVersionHelpRequested()) {
            UnknownVariables.among(hub.environment().keySet(), folder).forEach(HubCommand::warn);
            UnknownVariables.serviceLinks(hub.environment()).forEach(HubCommand::warn);
        }
    }

    /** Through the log, so that it is JSON where the log is. */
    private static void warn(String sentence) {
        LoggerFactory.getLogger(HubCommand.class).warn(sentence);
    }

    @Override
    public Map<String, String> environment() {
        return environment;
    }

    @Override
    public Screen screen() {
        return Screen.of(requireNonNull(terminal, "there is none for a help"), environment);
    }

    @Override
    public boolean debug() {
        return debug;
    }

    /** Without a command there is nothing to do but to say which there are. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }
}
