package io.rootsocket.hub.routetest;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What became of a test.
 *
 * @param file its file
 * @param name its name
 * @param failure why it failed, line by line; empty if it passed
 * @param took how long it ran, in real time
 */
public record TestOutcome(Path file, String name, List<String> failure, Duration took) {

    public TestOutcome {
        failure = List.copyOf(failure);
    }

    public boolean passed() {
        return failure.isEmpty();
    }
}
