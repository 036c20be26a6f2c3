package io.rootsocket.hub.outbox;

import io.rootsocket.hub.broker.DiskSpace;
import io.rootsocket.hub.broker.Tally;
import io.rootsocket.hub.outbox.message.LaneName;
import io.rootsocket.hub.outbox.message.OutboxMessage;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Whether the outbox may take another message. Safe to share between threads. */
final class Capacity {

    private final OutboxSettings settings;
    private final Optional<DiskSpace> disk;
    private final Optional<Tally> tally;
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicLong onTheirWayIn = new AtomicLong();
    /** How often the number of those that wait has changed, or has begun to. */
    private final AtomicLong changes = new AtomicLong();

    /**
     * @param disk the embedded broker's, which must not run full; empty for an external broker
     * @param tally counts what waits apart from the embedded broker; empty for an external one
     */
    Capacity(OutboxSettings settings, Optional<DiskSpace> disk, Optional<Tally> tally) {
        this.settings = settings;
        this.disk = disk;
        this.tally = tally;
    }

    /**
     * Makes room for a message that is about to be stored; {@link #stored} or {@link #notStored} must follow.
     *
     * @throws OutboxFullException if no more messages may be taken now
     */
    void requireRoom() {
        diskFull().ifPresent(reason -> {
            throw new OutboxFullException(reason);
        });
        if (waiting.incrementAndGet() > settings.maxMessages()) {
            waiting.decrementAndGet();
            throw new OutboxFullException(tooMany());
        }
        changes.incrementAndGet();
        onTheirWayIn.incrementAndGet();
    }

    void stored(OutboxMessage message) {
        countIn(message);
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
        return diskFull().or(() -> waiting.get() < settings.maxMessages() ? Optional.empty() : Optional.of(tooMany()));
    }

    private Optional<String> diskFull() {
        return disk.flatMap(DiskSpace::full);
    }

    private String tooMany() {
        return "%,d messages wait in the outbox, and no more may (HUB_OUTBOX_MAX_MESSAGES)."
                .formatted(settings.maxMessages());
    }

    /** A message came in that was accepted long ago. */
    void entered(OutboxMessage message) {
        countIn(message);
        changes.incrementAndGet();
        waiting.incrementAndGet();
    }

    private void countIn(OutboxMessage message) {
        tally.ifPresent(counts -> counts.stored(LaneName.of(message).queue()));
    }

    /** A message is about to be acknowledged. */
    void leaves(LaneName lane) {
        tally.ifPresent(counts -> counts.leaves(lane.queue()));
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
     * Looks again at the broker's own count. A small difference while messages come and go is no news: it
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
    }
}
