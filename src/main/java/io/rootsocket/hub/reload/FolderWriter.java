package io.rootsocket.hub.reload;

import io.rootsocket.hub.files.PrivateFiles;
import io.rootsocket.hub.routes.FolderState;
import io.rootsocket.hub.routes.SourceFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** Writes a state back into the folder, file by file, each at once. */
final class FolderWriter {

    private FolderWriter() {}

    static void write(Path folder, FolderState now, FolderState wanted) throws IOException {
        for (SourceFile file : wanted.files().values()) {
            if (!now.file(file.name()).equals(Optional.of(file))) {
                Path path = folder.resolve(file.name());
                Files.createDirectories(path.getParent());
                moveOddAside(folder, now.file(file.name()));
                Path half = path.resolveSibling("." + path.getFileName() + ".half");
                Files.deleteIfExists(half);
                PrivateFiles.write(half, file.text().getBytes(StandardCharsets.UTF_8));
                keepRights(path, half, file);
                Files.move(half, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        for (String name : now.files().keySet()) {
            // Nobody knows what is in a folder that cannot be read, and it stays as it is.
            if (wanted.file(name).isEmpty() && !isUnreadableFolder(folder.resolve(name))) {
                moveOddAside(folder, now.file(name));
                Files.deleteIfExists(folder.resolve(name));
            }
        }
    }

    private static boolean isUnreadableFolder(Path path) {
        return Files.isDirectory(path) && !(Files.isReadable(path) && Files.isExecutable(path));
    }

    /** What was not read was not kept either, and would be lost. */
    private static void moveOddAside(Path folder, Optional<SourceFile> file) throws IOException {
        if (file.flatMap(SourceFile::odd).isPresent()) {
            Path path = folder.resolve(file.get().name());
            Files.move(path, path.resolveSibling(path.getFileName() + ".odd"));
        }
    }

    /** Whoever may read the file as it is may read it afterwards; settings that come back may only the hub's user. */
    private static void keepRights(Path path, Path half, SourceFile file) throws IOException {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        if (Files.exists(path)) {
            Files.setPosixFilePermissions(half, Files.getPosixFilePermissions(path));
        } else if (!file.isProperties()) {
            Files.setPosixFilePermissions(half, PosixFilePermissions.fromString("rw-r--r--"));
        }
    }
}
