package io.rootsocket.hub.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Makes files (0600) and folders (0700) that are private from the moment they are there, whatever the umask. A file system
 * without such rights, as on Windows, gets ordinary ones. Safe for threads.
 */
public final class PrivateFiles {

    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<OpenOption> NEW_CONTENT =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);

    private static final String UNFINISHED = ".part";

    private PrivateFiles() {}

    /** Makes a folder and those above it, unless they are there; what is there keeps its rights. */
    public static Path createFolder(Path folder) throws IOException {
        return Files.createDirectories(folder, attributes(folder, FOLDER));
    }

    /** Opens a file for writing; one that is there already loses its content, but keeps its rights. */
    public static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, NEW_CONTENT, attributes(file, FILE));
    }

    /** Writes a file at once. */
    public static void write(Path file, byte[] content) throws IOException {
        try (FileChannel channel = open(file)) {
            var bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }

    /**
     * Writes a file that is there as a whole or not at all, and is on disk once this returns.
     *
     * @throws IOException if it could not be: what was there before is there still, and nothing of the new content, unless
     *     only the name could not be forced to disk
     */
    public static void replace(Path file, byte[] content) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
        // What a crash left may have other rights.
        Files.deleteIfExists(unfinished);
        try {
            try (FileChannel channel = open(unfinished)) {
                var bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            forceName(file);
        } catch (IOException e) {
            Files.deleteIfExists(unfinished);
            throw e;
        }
    }

    /**
     * A file that is on disk is lost all the same if its folder does not know it. Where folders cannot be forced, as on
     * Windows, they need not be.
     */
    private static void forceName(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null && hasRights(folder)) {
            try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
                names.force(true);
            }
        }
    }

    /** Deletes what a crash has left of files that were being written. Nobody may write into the folder meanwhile. */
    public static void deleteUnfinished(Path folder) throws IOException {
        try (DirectoryStream<Path> unfinished = Files.newDirectoryStream(folder, "*" + UNFINISHED)) {
            for (Path file : unfinished) {
                Files.delete(file);
            }
        }
    }

    private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> rights) {
        return hasRights(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(rights)}
                : new FileAttribute<?>[0];
    }

    /** Whether the file system knows the rights of owner, group and others. */
    static boolean hasRights(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
