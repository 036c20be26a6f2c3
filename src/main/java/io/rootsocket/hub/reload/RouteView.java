package io.rootsocket.hub.reload;

import io.rootsocket.hub.failure.LastError;
import java.time.Instant;
import java.util.Optional;

/**
 * A route of the folder, as it is now.
 *
 * @param file its file
 * @param line where it begins in the file
 * @param route its id
 * @param generation the generation that it came with
 * @param state Camel's word: {@code Started}, {@code Stopped}
 * @param since since when it runs as it is
 * @param problem why its file does not run as it is written
 * @param lastError what went wrong the last time that something did, since the hub started
 */
public record RouteView(
        String file,
        int line,
        String route,
        int generation,
        String state,
        Instant since,
        Optional<String> problem,
        Optional<LastError> lastError) {

    /** Whether it takes something. */
    public boolean runs() {
        return state.equals("Started");
    }
}
