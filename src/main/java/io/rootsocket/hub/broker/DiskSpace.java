package io.rootsocket.hub.broker;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How full the disk of a folder may be. It is asked for each message: what else writes to the disk may fill it at once.
 * Safe to share between threads.
 */
public final class DiskSpace {

    /** The broker's first files are 5 MB. */
    private static final long NEEDED_BY_A_START = 5L * 1024 * 1024;

    private final Path folder;
    private final int maxUsage;
    /** Found once: to look for it costs far more than to ask it. */
    private volatile @Nullable FileStore disk;

    /** @param maxUsage in per cent */
    public DiskSpace(Path folder, int maxUsage) {
        this.folder = folder;
        this.maxUsage = maxUsage;
    }

    /** Why nothing more may be put onto it; empty if it may. */
    public Optional<String> full() {
        try {
            FileStore asked = disk();
            long used = 100 - 100 * asked.getUsableSpace() / Math.max(1, asked.getTotalSpace());
            return used < maxUsage
                    ? Optional.empty()
                    : Optional.of("The disk of %s is %d %% full, and at most %d %% may be used (HUB_MAX_DISK_USAGE)."
                            .formatted(folder, used, maxUsage));
        } catch (IOException e) {
            return Optional.of("The disk of %s cannot be looked at: %s.".formatted(folder, e));
        }
    }

    /** Why a start can write nothing that it needs to there; empty if it can, or if the disk cannot be looked at. */
    public static Optional<String> exhausted(Path folder) {
        try {
            long left = Files.getFileStore(there(folder)).getUsableSpace();
            return left >= NEEDED_BY_A_START
                    ? Optional.empty()
                    : Optional.of(
                            "The disk of %s is full: it has %,d KB left. Make room on it, and start again; all that is there is kept."
                                    .formatted(folder, left / 1024));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The folder, or that in which it would be made. */
    private static Path there(Path folder) {
        Path found = folder.toAbsolutePath();
        while (!Files.exists(found) && found.getParent() != null) {
            found = found.getParent();
        }
        return found;
    }

    private FileStore disk() throws IOException {
        FileStore found = disk;
        if (found == null) {
            found = Files.getFileStore(folder);
            disk = found;
        }
        return found;
    }
}
