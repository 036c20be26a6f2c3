package io.rootsocket.hub.cli;

import io.rootsocket.hub.engine.FilterWords;
import java.util.LinkedHashMap;
import java.util.Map;
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

    /** In {@link FilterWords}; empty means all. */
    Map<String, String> words() {
        var words = new LinkedHashMap<String, String>();
        put(words, "id", id);
        put(words, "channel", channel);
        put(words, "route", route);
        put(words, "kind", kind);
        put(words, "olderThan", olderThan);
        try {
            FilterWords.read(words);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        return words;
    }

    private static void put(Map<String, String> words, String name, @Nullable String value) {
        if (value != null) {
            words.put(name, value);
        }
    }

    /**
     * The same for a command that changes something: all letters only for who says so.
     *
     * @param all whether all letters are meant
     */
    Map<String, String> words(boolean all) {
        Map<String, String> words = words();
        if (words.isEmpty() != all) {
            throw new ParameterException(
                    spec.commandLine(),
                    all
                            ? "--all and a choice of letters contradict each other. Leave one out."
                            : "Say which dead letters: with --id, --channel, --route, --kind or --older-than, or with --all.");
        }
        return words;
    }
}
