package io.rootsocket.hub.broker;

import io.rootsocket.hub.files.PrivateFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a folder for one process. Artemis has a lock too, but waits for it without an end and without a word; who takes
 * this one first hears at once. It ends with the process, however that ends.
 */
final class FolderLock implements AutoCloseable {

    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final FileChannel file;

    private FolderLock(FileChannel file) {
        this.file = file;
    }

    /**
     * @param timeout how long to wait for another process to end its use
     * @throws IOException if another process has the folder, or it cannot be written to
     */
    static FolderLock take(Path folder, Duration timeout) throws IOException {
        PrivateFiles.createFolder(folder);
        FileChannel file = PrivateFiles.open(folder.resolve("hub.lock"));
        if (!isLocked(file, timeout)) {
            file.close();
            throw new IOException("another process uses it");
        }
        return new FolderLock(file);
    }

    private static boolean isLocked(FileChannel file, Duration timeout) throws IOException {
        long begin = System.nanoTime();
        while (lock(file) == null) {
            if (System.nanoTime() - begin >= timeout.toNanos()) {
                return false;
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
            if (Thread.currentThread().isInterrupted()) {
                return false;
            }
        }
        return true;
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
