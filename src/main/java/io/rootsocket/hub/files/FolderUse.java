package io.rootsocket.hub.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who uses a data folder: hubs that run on it, wherever their brokers and databases are, or one process that replaces all
 * that is in it. It ends with the process, however that ends. Safe for threads.
 */
public final class FolderUse implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FolderUse.class);

    /** It is there from the first hub or restore on, and has nothing in it. */
    static final String FILE = "hub.lock";

    private final @Nullable FileChannel file;

    private FolderUse(@Nullable FileChannel file) {
        this.file = file;
    }

    /**
     * A hub runs on the folder, from now on.
     *
     * @throws FolderReplacedException if somebody just replaces what is in it
     */
    static FolderUse byHub(Path folder) throws FolderReplacedException {
        try {
            return locked(folder, true)
                    .orElseThrow(() -> new FolderReplacedException(
                            "A backup is being restored to %s. Start the hub once that is done.".formatted(folder)));
        } catch (FolderReplacedException e) {
            throw e;
        } catch (IOException e) {
            LOG.warn(
                    "{} cannot be locked: {}. Restore no backup to it while the hub runs; nothing would prevent that.",
                    folder,
                    e.toString());
            return new FolderUse(null);
        }
    }

    /**
     * No hub runs on the folder, and none begins to until this is closed; empty if one does.
     *
     * @param folder which is there
     */
    public static Optional<FolderUse> byNoHub(Path folder) throws IOException {
        return locked(folder, false);
    }

    private static Optional<FolderUse> locked(Path folder, boolean shared) throws IOException {
        Path file = folder.resolve(FILE);
        if (Files.notExists(file)) {
            PrivateFiles.write(file, new byte[0]);
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock(0, Long.MAX_VALUE, shared);
            if (lock != null) {
                return Optional.of(new FolderUse(channel));
            }
        } catch (OverlappingFileLockException inThisProcess) {
            // Not closed: with a channel, all locks of the process on its file would go.
            return shared ? Optional.of(new FolderUse(channel)) : Optional.empty();
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return Optional.empty();
    }

    /** Safe twice. */
    @Override
    public void close() {
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                LOG.debug("The lock of a data folder was not closed", e);
            }
        }
    }
}
