package io.rootsocket.hub.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which hubs can read a data folder: a number in a file of its own, that grows when an older hub would misread what a newer
 * one writes. A folder from before there was such a file has the first.
 */
public final class FolderFormat {

    /** What this hub writes. It reads each number up to this one. */
    public static final int CURRENT = 1;

    /** Its name, in a data folder and in a backup of one. */
    public static final String FILE = "hub.format";

    private static final Pattern CONTENT = Pattern.compile("(\\d{1,9}) RootSocket Hub (.*)");
    private static final String VERSION =
            Objects.requireNonNullElse(FolderFormat.class.getPackage().getImplementationVersion(), "(not packaged)");

    private FolderFormat() {}

    /** The version of this hub. */
    public static String version() {
        return VERSION;
    }

    /**
     * Notes that this hub writes there from now on.
     *
     * @throws NewerDataException if a newer hub has written there; nothing is changed then
     * @throws IOException if it cannot be read or written
     */
    static void take(Path folder) throws IOException {
        Optional<String> written = known(folder);
        String now = "%d RootSocket Hub %s".formatted(CURRENT, VERSION);
        if (!written.equals(Optional.of(now))) {
            PrivateFiles.replace(folder.resolve(FILE), (now + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * Refuses what a newer hub has written.
     *
     * @return what the last hub has noted
     * @throws NewerDataException if a newer hub has written there
     * @throws IOException if it cannot be read
     */
    static Optional<String> known(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        Optional<String> written = read(file);
        if (written.isPresent()) {
            Matcher content = CONTENT.matcher(written.get());
            if (!content.matches()) {
                throw new IOException(
                        "%s does not say which hub has written there. If it was none newer than %s, delete that file"
                                .formatted(file, VERSION));
            }
            requireKnown(Integer.parseInt(content.group(1)), content.group(2), "The data folder " + folder);
        }
        return written;
    }

    private static Optional<String> read(Path file) throws IOException {
        try {
            return Optional.of(TextFile.read(file).strip());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /**
     * Refuses what a newer hub has written.
     *
     * @param format the number that it has
     * @param version of the hub that wrote it
     * @param what it is, as the beginning of a sentence
     * @throws NewerDataException if this hub does not know that number
     */
    public static void requireKnown(int format, String version, String what) throws NewerDataException {
        if (format > CURRENT) {
            throw new NewerDataException(
                    ("%s was written by RootSocket Hub %s in format %d, and this is %s, which knows formats up to %d. Nothing was"
                                    + " changed. Start the newer hub again, or restore a backup from before the upgrade into an empty folder.")
                            .formatted(what, version, format, VERSION, CURRENT));
        }
    }
}
