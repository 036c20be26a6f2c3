package io.rootsocket.hub.files;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Properties;

/** Reads a file of settings, as {@code application.properties} is one. */
public final class SettingsFile {

    private SettingsFile() {}

    /**
     * Reads a file.
     *
     * @throws NoSuchFileException if there is none
     * @throws OddFileException if it is none of settings
     */
    public static Properties read(Path file) throws NoSuchFileException, OddFileException {
        return parse(file, TextFile.read(file));
    }

    /**
     * Reads a text.
     *
     * @param file where it is from
     * @throws OddFileException if it is none of settings
     */
    public static Properties parse(Path file, String text) throws OddFileException {
        var settings = new Properties();
        try {
            settings.load(new StringReader(text));
            return settings;
        } catch (IllegalArgumentException | IOException e) {
            throw new OddFileException(
                    file,
                    new OddFile(
                            lineOfBrokenEscape(text),
                            "A `\\u` begins four hexadecimal digits, which do not follow.",
                            "Write `\\\\u` for the two characters themselves."));
        }
    }

    private static int lineOfBrokenEscape(String text) {
        var settings = new Properties();
        var lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            try {
                settings.load(new StringReader(lines.get(i)));
            } catch (IllegalArgumentException | IOException e) {
                return i + 1;
            }
        }
        return 1;
    }
}
