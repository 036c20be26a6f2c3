package io.rootsocket.hub.reload;

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
 * @param lastError why its file does not run as it is written, or why its last exchange failed
 */
public record RouteView(
        String file, int line, String route, int generation, String state, Instant since, Optional<String> lastError) {}
