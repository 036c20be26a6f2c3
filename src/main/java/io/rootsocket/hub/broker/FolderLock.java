package io.rootsocket.hub.broker;

import io.rootsocket.hub.files.PrivateFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a folder for one process. Artemis has a lock too, but waits for it without an end and without a word; who takes
 * this one first hears at once. It ends with the process, however that ends.
 */
final class FolderLock implements AutoCloseable {

    private final FileChannel file;

    private FolderLock(FileChannel file) {
        this.file = file;
    }

    /** @throws IOException if another process has the folder, or it cannot be written to */
    static FolderLock take(Path folder) throws IOException {
        PrivateFiles.createFolder(folder);
        FileChannel file = PrivateFiles.open(folder.resolve("hub.lock"));
        if (lock(file) == null) {
            file.close();
            throw new IOException("another process uses it");
        }
        return new FolderLock(file);
    }

    private static @Nullable FileLock lock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException inThisProcess) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
