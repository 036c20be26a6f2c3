package io.rootsocket.hub.engine.validate;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The text of a route file or a kamelet, which need not be on disk yet.
 *
 * @param file its name, for the findings
 * @param text its content
 */
public record RouteSource(Path file, String text) {

    /**
     * Reads a file.
     *
     * @throws IOException if it cannot be read, or is not UTF-8; the message says which
     */
    public static RouteSource read(Path file) throws IOException {
        try {
            return new RouteSource(file, Files.readString(file));
        } catch (CharacterCodingException e) {
            throw new IOException("%s is not UTF-8. Save it as UTF-8.".formatted(file), e);
        }
    }
}
