package io.rootsocket.hub.cli;

import io.rootsocket.hub.cli.invocation.ExitCode;
import io.rootsocket.hub.cli.invocation.Invocation;
import io.rootsocket.hub.settings.HubConfigurationException;
import io.rootsocket.hub.text.Printable;
import java.io.PrintWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells a person in one line what went wrong, and the shell, by {@link ExitCode}, what to do about it. */
final class FailureReport implements IExecutionExceptionHandler, IParameterExceptionHandler {

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        Throwable telling = telling(failure);
        int code = ExitCode.of(telling);
        PrintWriter err = command.getErr();
        err.println(oneLine(code == ExitCode.UNEXPECTED ? unexpected(telling) : telling.getMessage()));
        if (Invocation.of(command.getCommandSpec()).debug()) {
            failure.printStackTrace(err);
        }
        return code;
    }

    /** Not the whole help, which would push the one line that matters off the screen. */
    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        chooseLogs(command);
        PrintWriter err = command.getErr();
        err.println(oneLine(failure.getMessage()));
        UnmatchedArgumentException.printSuggestions(failure, err);
        err.printf("Try `%s --help`.%n", command.getCommandSpec().qualifiedName());
        return ExitCode.USAGE;
    }

    private static void chooseLogs(CommandLine command) {
        try {
            HubCommand.chooseLogs(command);
        } catch (HubConfigurationException theLogsAreWrongToo) {
            // One mistake at a time.
        }
    }

    /** Camel wraps what our own exceptions say; a person needs the inner sentence. */
    private static Throwable telling(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (ExitCode.of(cause) != ExitCode.UNEXPECTED) {
                return cause;
            }
        }
        return failure;
    }

    /** With the exception's name, because such a message alone can be as little as {@code null}. */
    private static String unexpected(Throwable failure) {
        return "Unexpected: %s. Run again with --debug, and report what it prints.".formatted(failure);
    }

    private static String oneLine(@Nullable String text) {
        return Printable.line(Objects.toString(text, "No reason was given.").strip());
    }
}
