package io.rootsocket.hub.engine;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Why a route file does not run as it is written.
 *
 * @param file the file
 * @param line the line, from 1, where it is known
 * @param message what and why
 * @param suggestion what to do, where that is known: {@code Did you mean `channel`?}
 */
public record RouteProblem(Path file, OptionalInt line, String message, Optional<String> suggestion) {

    public RouteProblem(Path file, OptionalInt line, String message) {
        this(file, line, message, Optional.empty());
    }

    /** {@code announce.yaml:7: unknown option `chanel` … Did you mean `channel`?}. */
    @Override
    public String toString() {
        return "%s%s: %s%s"
                .formatted(
                        file,
                        line.isPresent() ? ":" + line.getAsInt() : "",
                        message,
                        suggestion.map(text -> " " + text).orElse(""));
    }
}
