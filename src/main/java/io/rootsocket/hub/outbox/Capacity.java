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
    /** How often the number of those that wait has changed, or has begun to. */
    private final AtomicLong changes = new AtomicLong();

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
        changes.incrementAndGet();
        onTheirWayIn.incrementAndGet();
    }

    void stored() {
        changes.incrementAndGet();
        onTheirWayIn.decrementAndGet();
    }

    void notStored() {
        changes.incrementAndGet();
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
        changes.incrementAndGet();
        waiting.incrementAndGet();
    }

    /** A message has left the outbox. */
    void left() {
        changes.incrementAndGet();
        waiting.decrementAndGet();
    }

    /** Its own count at a moment. */
    record Count(long waiting, long onTheirWayIn, long changes) {}

    Count count() {
        return new Count(waiting.get(), onTheirWayIn.get(), changes.get());
    }

    /**
     * Looks again: at the broker's own count and at the disk. A small difference while messages come and go is no news: it
     * is those that are on their way.
     *
     * @param before its own count before the broker counted; what has come and gone since then stays counted
     * @param depth how many the broker counted
     */
    void measure(Count before, long depth) {
        long moved = before.onTheirWayIn() + changes.get() - before.changes();
        long difference = depth - before.waiting();
        if (moved == 0 || Math.abs(difference) > moved + settings.concurrency()) {
            waiting.addAndGet(difference);
        }
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
