package io.rootsocket.hub.cli;

import io.rootsocket.hub.deadletters.DeadLetterFilter;
import io.rootsocket.hub.deadletters.FilterText;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which dead letters a command works on: those for which everything given holds. */
final class FilterOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--id", paramLabel = "ID", description = "Only those with this id.")
    private @Nullable String id;

    @Option(names = "--channel", paramLabel = "CHANNEL", description = "Only those for this channel.")
    private @Nullable String channel;

    @Option(names = "--route", paramLabel = "ROUTE", description = "Only those of this route.")
    private @Nullable String route;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "Only those of this kind: retry, configuration, message, ambiguous, expired or route.")
    private @Nullable String kind;

    @Option(
            names = "--older-than",
            paramLabel = "AGE",
            description = "Only those that were given up longer ago, such as 30m, 12h or 7d.")
    private @Nullable String olderThan;

    /** All letters if no option is given. */
    DeadLetterFilter chosen() {
        try {
            return new DeadLetterFilter(
                    Optional.ofNullable(id),
                    Optional.ofNullable(channel),
                    Optional.ofNullable(route),
                    Optional.ofNullable(kind).map(FilterText::kind),
                    Optional.ofNullable(olderThan).map(FilterText::age));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * The same for a command that changes something: all letters only for who says so.
     *
     * @param all whether all letters are meant
     */
    DeadLetterFilter chosen(boolean all) {
        DeadLetterFilter chosen = chosen();
        if (chosen.equals(DeadLetterFilter.ALL) != all) {
            throw new ParameterException(
                    spec.commandLine(),
                    all
                            ? "--all and a choice of dead letters contradict each other. Leave one out."
                            : "Say which dead letters: with --id, --channel, --route, --kind or --older-than, or with --all.");
        }
        return chosen;
    }
}
