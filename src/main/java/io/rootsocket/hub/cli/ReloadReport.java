package io.rootsocket.hub.cli;

import io.rootsocket.hub.cli.invocation.ExitCode;
import io.rootsocket.hub.reload.history.ReloadOutcome;
import io.rootsocket.hub.text.Printable;
import picocli.CommandLine;

/** Says what became of a reload or a rollback, and gives its exit code. */
final class ReloadReport {

    private ReloadReport() {}

    static int print(ReloadOutcome outcome, CommandLine command) {
        var out = command.getOut();
        switch (outcome.result()) {
            case APPLIED ->
                out.printf(
                        "Generation %d runs (%d ms): %s%n",
                        outcome.generation(), outcome.took().toMillis(), changed(outcome));
            case UNCHANGED ->
                out.printf(
                        outcome.problems().isEmpty()
                                ? "Nothing has changed. Generation %d runs.%n"
                                : "Generation %d runs: all that is saved, but for what follows.%n",
                        outcome.generation());
            case REFUSED -> {
                outcome.problems().forEach(problem -> command.getErr().println(problem));
                command.getErr().printf("Not taken. Generation %d runs on as it was.%n", outcome.generation());
                return ExitCode.FIX_CONFIGURATION;
            }
        }
        outcome.problems().forEach(problem -> command.getErr().println("NOT TAKEN " + problem));
        outcome.notes().forEach(out::println);
        return outcome.problems().isEmpty() ? 0 : ExitCode.FIX_CONFIGURATION;
    }

    private static String changed(ReloadOutcome outcome) {
        return outcome.changed().isEmpty() ? "no route changed" : Printable.line(String.join(" ", outcome.changed()));
    }
}
