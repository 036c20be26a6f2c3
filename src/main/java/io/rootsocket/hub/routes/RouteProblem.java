package io.rootsocket.hub.routes;

import io.rootsocket.hub.settings.SettingValues;
import io.rootsocket.hub.text.Excerpt;
import io.rootsocket.hub.text.Printable;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Why a route file does not run as it is written.
 *
 * @param file the file
 * @param line the line, from 1, where it is known
 * @param message what and why; of what the file says only an {@link Excerpt}
 * @param suggestion what to do, where that is known: {@code Did you mean `channel`?}
 */
public record RouteProblem(Path file, OptionalInt line, String message, Optional<String> suggestion) {

    private static final String OLDER_RUNS = " The last good version of the file runs instead.";

    public RouteProblem {
        boolean older = message.endsWith(OLDER_RUNS);
        message = older
                ? Excerpt.of(message.substring(0, message.length() - OLDER_RUNS.length())) + OLDER_RUNS
                : Excerpt.of(message);
        suggestion = Excerpt.of(suggestion);
    }

    public RouteProblem(Path file, OptionalInt line, String message) {
        this(file, line, message, Optional.empty());
    }

    /** This problem of a file whose last good version runs in its place. */
    public RouteProblem whileOlderRuns() {
        return new RouteProblem(file, line, message + OLDER_RUNS, suggestion);
    }

    /** The same with the names of settings in place of what they are set to. */
    public RouteProblem without(SettingValues values) {
        return new RouteProblem(file, line, values.hiddenIn(message), suggestion.map(values::hiddenIn));
    }

    /** Whether an older version of the file runs in its place. */
    public boolean olderRuns() {
        return message.endsWith(OLDER_RUNS);
    }

    /** {@code announce.yaml:7: unknown option `chanel` … Did you mean `channel`?}. */
    @Override
    public String toString() {
        return "%s%s: %s%s"
                .formatted(
                        Printable.line(file.toString()),
                        line.isPresent() ? ":" + line.getAsInt() : "",
                        message,
                        suggestion.map(text -> " " + text).orElse(""));
    }
}
