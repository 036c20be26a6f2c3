package io.rootsocket.hub.routes.yaml;

import io.rootsocket.hub.files.OddFile;
import io.rootsocket.hub.files.OddFileException;
import io.rootsocket.hub.files.TextFile;
import io.rootsocket.hub.files.YamlBounds;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The text of a route file or a kamelet at its place, for a check or a drawing. It need not be on disk yet, nor of the folder:
 * a file that is named on the command line is one, and a kamelet on the class path, too. It is only ever YAML of routes, so
 * that no settings or calendars are checked as such. What the folder holds is kept as {@link
 * io.rootsocket.hub.routes.SourceFile}s, which know no place.
 *
 * @param file its place, for the findings
 * @param text its content; nobody reads it if it is odd
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
