package io.rootsocket.hub.engine;

import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * Why a route file does not run.
 *
 * @param file the file
 * @param line the line, from 1, where it is known
 * @param message what, why, and what to do
 */
public record RouteProblem(Path file, OptionalInt line, String message) {

    /** {@code announce.yaml:7: unknown option …}. */
    @Override
    public String toString() {
        return "%s%s: %s".formatted(file, line.isPresent() ? ":" + line.getAsInt() : "", message);
    }
}
