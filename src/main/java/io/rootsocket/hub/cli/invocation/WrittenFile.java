package io.rootsocket.hub.cli.invocation;

import io.rootsocket.hub.files.PrivateFiles;
import io.rootsocket.hub.settings.HubConfigurationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;

/** A file that a command writes for who called it: whole, or with a word about why it is not there. */
public final class WrittenFile {

    private WrittenFile() {}

    /**
     * Writes a new one, which only this user may read.
     *
     * @throws HubConfigurationException if there is one, which stays, or if it cannot be written; nothing of it is left then
     */
    public static void createPrivate(Path file, byte[] content) {
        if (Files.exists(file)) {
            throw new HubConfigurationException(
                    "%s is there already. Name another file, or delete it.".formatted(file));
        }
        try {
            PrivateFiles.replace(file, content);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /**
     * Writes one, with the folders that it needs, over one that is there.
     *
     * @throws HubConfigurationException if it cannot be written
     */
    public static void write(Path file, String text) {
        try {
            Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
            Files.writeString(file, text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private static HubConfigurationException unwritable(Path file, IOException why) {
        return new HubConfigurationException(
                "%s cannot be written: %s. Make room, or name a file elsewhere.".formatted(file, reason(why)), why);
    }

    private static String reason(IOException why) {
        if (why instanceof NoSuchFileException) {
            return "there is no such folder";
        }
        if (why instanceof AccessDeniedException) {
            return "this user may not write there";
        }
        String reason = why instanceof FileSystemException e ? e.getReason() : why.getMessage();
        return Objects.requireNonNullElse(reason, why.getClass().getSimpleName());
    }
}
