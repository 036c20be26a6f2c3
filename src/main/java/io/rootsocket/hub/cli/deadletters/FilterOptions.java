package io.rootsocket.hub.cli.deadletters;

import io.rootsocket.hub.deadletters.DeadLetterFilter;
import io.rootsocket.hub.deadletters.FilterText;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which dead letters a command works on: those for which everything given holds. */
final class FilterOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--id", paramLabel = "ID", description = "Only those with this id, or its beginning.")
    private @Nullable String id;

    @Parameters(index = "0", arity = "0..1", paramLabel = "ID", description = "The same as --id.")
    private @Nullable String named;

    @Option(names = "--last", description = "Only the one that was given up last.")
    private boolean last;

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

    /**
     * What is given, before any letter is looked for; all letters if nothing is.
     *
     * @throws ParameterException if it makes no sense
     */
    DeadLetterFilter given() {
        if (id != null && named != null) {
            throw new ParameterException(spec.commandLine(), "There are two IDs. Leave one out.");
        }
        if (last && id().isPresent()) {
            throw new ParameterException(spec.commandLine(), "An ID and --last contradict each other. Leave one out.");
        }
        try {
            return new DeadLetterFilter(
                    id(),
                    Optional.ofNullable(channel),
                    Optional.ofNullable(route),
                    Optional.ofNullable(kind).map(FilterText::kind),
                    Optional.ofNullable(olderThan).map(FilterText::age));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private Optional<String> id() {
        return Optional.ofNullable(id == null ? named : id);
    }

    /**
     * The same for a command that changes something: all letters only for who says so.
     *
     * @param all whether all letters are meant
     */
    DeadLetterFilter given(boolean all) {
        DeadLetterFilter given = given();
        boolean everything = given.equals(DeadLetterFilter.ALL) && !last;
        if (everything != all) {
            throw new ParameterException(
                    spec.commandLine(),
                    all
                            ? "--all and a choice of dead letters contradict each other. Leave one out."
                            : "Say which dead letters: by ID, with --last, --channel, --route, --kind or --older-than, or with --all.");
        }
        return given;
    }

    /**
     * What is given, with the whole id of the letter that is meant.
     *
     * @throws AdminException if it is not one that is meant
     */
    DeadLetterFilter chosen(DeadLetterFilter given, OpenedDeadLetters opened) throws InterruptedException {
        Optional<String> whole = Optional.empty();
        if (last) {
            whole = Optional.of(opened.last().get(0).id());
        } else if (given.id().isPresent()) {
            whole = Optional.of(opened.show(given.id().get()).get(0).id());
        }
        return new DeadLetterFilter(whole, given.channel(), given.route(), given.kind(), given.olderThan());
    }
}
