package io.rootsocket.hub.routes.yaml;

import io.rootsocket.hub.files.OddFile;
import io.rootsocket.hub.files.OddFileException;
import io.rootsocket.hub.files.TextFile;
import io.rootsocket.hub.files.YamlBounds;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The text of a route file or a kamelet, which need not be on disk yet.
 *
 * @param file its name, for the findings
 * @param text its content; empty if it is odd
 * @param odd why it is not read, if it is not
 * @param name its path within the folder of routes, with {@code /}
 */
public record RouteSource(Path file, String text, Optional<OddFile> odd, String name) {

    public RouteSource(Path file, String text) {
        this(file, text, Optional.empty());
    }

    /** A file of the folder itself. */
    public RouteSource(Path file, String text, Optional<OddFile> odd) {
        this(file, text, odd, String.valueOf(file.getFileName()));
    }

    /**
     * Reads a file.
     *
     * @throws NoSuchFileException if there is none
     */
    public static RouteSource read(Path file) throws NoSuchFileException {
        try {
            return new RouteSource(file, TextFile.read(file));
        } catch (OddFileException e) {
            return new RouteSource(file, "", Optional.of(e.odd()));
        }
    }

    /** Why it is not read, before anybody builds a tree of it. */
    public Optional<OddFile> beyondBounds() {
        return odd.or(() -> YamlBounds.beyond(text));
    }
}
