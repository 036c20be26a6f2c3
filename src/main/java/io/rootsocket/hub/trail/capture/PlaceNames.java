package io.rootsocket.hub.trail.capture;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells places in the folder of routes as a person writes them: {@code orders.yaml:12}.
 *
 * @param folder the folder of routes
 */
record PlaceNames(Path folder) {

    private static final String FILE = "file:";

    /**
     * @param location as Camel tells it
     * @param line from 1; less if it is not known
     */
    Optional<String> of(@Nullable String location, int line) {
        if (location == null || !location.startsWith(FILE)) {
            return Optional.empty();
        }
        String file = within(Path.of(location.substring(FILE.length())));
        return Optional.of(line > 0 ? file + ":" + line : file);
    }

    private String within(Path file) {
        Path root = folder.toAbsolutePath().normalize();
        Path whole = file.toAbsolutePath().normalize();
        return (whole.startsWith(root) ? root.relativize(whole) : whole)
                .toString()
                .replace('\\', '/');
    }
}
