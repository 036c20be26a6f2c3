package io.rootsocket.hub.deadletters;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Whether there is room for more dead letters. Nobody but a person deletes them, so what may become one is not taken any
 * more when they fill their room. What was taken before may still become one. Safe to share between threads.
 */
public final class DeadLetterRoom {

    /** What the broker keeps of a letter beside its payload, about. */
    private static final long BESIDE = 1_000;

    private final long maxBytes;
    private final AtomicLong sinceSeen = new AtomicLong();
    private volatile long seen;

    public DeadLetterRoom(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Why no more may come; empty if they may. */
    public Optional<String> full() {
        return seen + sinceSeen.get() < maxBytes
                ? Optional.empty()
                : Optional.of(
                        ("The dead letters fill their %,d bytes (HUB_DEAD_LETTERS_MAX_BYTES), and nothing is taken that "
                                        + "could become another. Replay or discard some.")
                                .formatted(maxBytes));
    }

    /** A letter was kept. */
    public void kept(DeadLetter letter) {
        sinceSeen.addAndGet(BESIDE + letter.payload().length());
    }

    /** How many bytes were kept since they were last counted: to be given to {@link #counted} afterwards. */
    public long beforeCount() {
        return sinceSeen.get();
    }

    /** The broker has counted its letters; those that came meanwhile may be in it and stay counted until the next time. */
    public void counted(long before, long bytes) {
        seen = bytes;
        sinceSeen.addAndGet(-before);
    }
}
