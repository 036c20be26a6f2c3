package io.rootsocket.hub.intake;

import java.io.File;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.camel.component.file.FileComponent;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a file be taken once its size and its time have not changed for a while that this hub has measured itself: what time
 * the writer gave it says nothing. Camel's own {@code changed} waits within the poll, one file after the other, and goes by
 * the file's time; here no file waits for another. Safe for several threads.
 */
final class QuietFile<T> implements GenericFileFilter<T> {

    private static final Logger LOG = LoggerFactory.getLogger("io.rootsocket.hub.files");

    /** How many files are remembered before those that are gone are looked for. */
    private static final int MANY = 1_000;

    private static final Duration GONE = Duration.ofMinutes(10);

    private final GenericFileFilter<T> others;
    private final Duration quiet;
    private final long minLength;
    private final LongSupplier nanoTime;
    private final Map<String, Seen> files = new ConcurrentHashMap<>();

    /**
     * How a file was at the last look.
     *
     * @param since when it was first seen so
     * @param last when it was last seen
     * @param said whether it was said that it is not taken
     */
    private record Seen(long length, long modified, long since, long last, boolean said) {

        Seen then(Seen now) {
            return length == now.length && modified == now.modified
                    ? new Seen(length, modified, since, now.last, said)
                    : now;
        }

        Seen told() {
            return new Seen(length, modified, since, last, true);
        }
    }

    /**
     * @param others what else must let the file pass
     * @param quiet how long it must not change
     * @param minLength how many bytes it must have; said, as it would stay for ever
     */
    QuietFile(GenericFileFilter<T> others, Duration quiet, long minLength, LongSupplier nanoTime) {
        this.others = others;
        this.quiet = quiet;
        this.minLength = minLength;
        this.nanoTime = nanoTime;
    }

    @Override
    public boolean accept(GenericFile<T> file) {
        return others.accept(file) && (file.isDirectory() || isLocked(file) || isQuiet(file));
    }

    /** The lock keeps it from being taken; Camel removes one that a killed hub has left only if the file passes here. */
    private static boolean isLocked(GenericFile<?> file) {
        return file.getFile() instanceof File local
                && new File(local.getPath() + FileComponent.DEFAULT_LOCK_FILE_POSTFIX).exists();
    }

    private boolean isQuiet(GenericFile<T> file) {
        String path = file.getAbsoluteFilePath();
        long now = nanoTime.getAsLong();
        var look = new Seen(file.getFileLength(), file.getLastModified(), now, now, false);
        Seen seen = Objects.requireNonNull(files.merge(path, look, Seen::then), "a merge that removes nothing");
        forgetThoseThatAreGone(now);
        if (now - seen.since() < quiet.toNanos()) {
            return false;
        }
        if (seen.length() < minLength && !seen.said()) {
            files.put(path, seen.told());
            LOG.warn(
                    "{} has {} bytes, fewer than `readLockMinLength`, and is left where it is. Set that to 0 to take it.",
                    path,
                    seen.length());
        }
        return seen.length() >= minLength;
    }

    private void forgetThoseThatAreGone(long now) {
        if (files.size() > MANY) {
            files.values().removeIf(seen -> now - seen.last() > GONE.toNanos());
        }
    }
}
