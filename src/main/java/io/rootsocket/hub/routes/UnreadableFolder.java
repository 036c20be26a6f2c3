package io.rootsocket.hub.routes;

import io.rootsocket.hub.files.OddFile;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.Objects;

/** Why nobody knows what is in a folder within the routes, and what to do. */
final class UnreadableFolder {

    /** Of a link. */
    static final OddFile NOWHERE = new OddFile(
            1,
            "It is a link that leads nowhere, so that nobody knows which routes are behind it.",
            "Mend the link, or delete it.");

    private UnreadableFolder() {}

    /** Of one that lies deeper than is looked into. */
    static OddFile tooDeep(int max) {
        return new OddFile(
                1,
                "Folders are looked into %d deep, and this one lies deeper, so that its routes are not known."
                        .formatted(max),
                "Move it further up, or out of the folder of routes.");
    }

    static OddFile because(Exception failure) {
        Throwable why = failure.getCause() == null ? failure : failure.getCause();
        if (why instanceof AccessDeniedException) {
            return new OddFile(
                    1,
                    "The hub may not look into this folder, so that its routes are not known.",
                    "Let the hub's user read and enter it (`chmod a+rX`), or move it away.");
        }
        String reason = why instanceof FileSystemException e
                ? Objects.requireNonNullElse(e.getReason(), e.getClass().getSimpleName())
                : why.getClass().getSimpleName();
        return new OddFile(
                1,
                "This folder cannot be read (%s), so that its routes are not known.".formatted(reason),
                "Check the disk that it is on, or move it away.");
    }
}
