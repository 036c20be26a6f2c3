package io.rootsocket.hub.outbox;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Whether the outbox may take another message. Safe to share between threads. */
final class Capacity {

    private final OutboxSettings settings;
    private final Optional<Path> folder;
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicLong onTheirWayIn = new AtomicLong();
    private volatile @Nullable String full;

    /** @param folder the embedded broker's folder, whose disk must not run full; empty for an external broker */
    Capacity(OutboxSettings settings, Optional<Path> folder) {
        this.settings = settings;
        this.folder = folder;
    }

    /**
     * Makes room for a message that is about to be stored; {@link #stored} or {@link #notStored} must follow.
     *
     * @throws OutboxFullException if no more messages may be taken now
     */
    void requireRoom() {
        String reason = full;
        if (reason != null) {
            throw new OutboxFullException(reason);
        }
        if (waiting.incrementAndGet() > settings.maxMessages()) {
            waiting.decrementAndGet();
            throw new OutboxFullException(tooMany());
        }
        onTheirWayIn.incrementAndGet();
    }

    void stored() {
        onTheirWayIn.decrementAndGet();
    }

    void notStored() {
        onTheirWayIn.decrementAndGet();
        waiting.decrementAndGet();
    }

    /** Why no more messages are taken; empty if they are. */
    Optional<String> full() {
        String reason = full;
        return reason != null || waiting.get() < settings.maxMessages()
                ? Optional.ofNullable(reason)
                : Optional.of(tooMany());
    }

    private String tooMany() {
        return "%,d messages wait in the outbox, and no more may (HUB_OUTBOX_MAX_MESSAGES)."
                .formatted(settings.maxMessages());
    }

    /** A message came in that was accepted long ago. */
    void entered() {
        waiting.incrementAndGet();
    }

    /** A message has left the outbox. */
    void left() {
        waiting.decrementAndGet();
    }

    /** How many messages are stored for certain, by its own count. */
    long counted() {
        return waiting.get() - onTheirWayIn.get();
    }

    /**
     * Looks again: at the broker's own count and at the disk.
     *
     * @param before its own count before the broker counted; what has come and gone since then stays counted
     * @param depth how many the broker counted
     */
    void measure(long before, long depth) {
        waiting.addAndGet(depth - before);
        full = folder.flatMap(this::diskFull).orElse(null);
    }

    private Optional<String> diskFull(Path path) {
        try {
            FileStore disk = Files.getFileStore(path);
            long used = 100 - 100 * disk.getUsableSpace() / disk.getTotalSpace();
            return used < settings.maxDiskUsage()
                    ? Optional.empty()
                    : Optional.of("The disk of %s is %d %% full, and at most %d %% may be used (HUB_MAX_DISK_USAGE)."
                            .formatted(path, used, settings.maxDiskUsage()));
        } catch (IOException e) {
            return Optional.of("The disk of %s cannot be looked at: %s.".formatted(path, e.getMessage()));
        }
    }
}
