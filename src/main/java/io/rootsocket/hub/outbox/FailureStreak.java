package io.rootsocket.hub.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How often a lane has failed since it was last delivered to, and whether that has been said. Not safe for threads: the
 * worker's that is at the lane.
 */
final class FailureStreak {

    private int length;
    private boolean told;
    private @Nullable Instant since;

    /** How many failures so far. */
    int length() {
        return length;
    }

    void add(Instant now) {
        length++;
        since = since == null ? now : since;
    }

    /** Whether it is news: it is no single failure, and nobody has said it yet. Then it is said now. */
    boolean tell() {
        boolean news = length > 1 && !told;
        told |= news;
        return news;
    }

    /** @return how long it lasted, if that it failed was told; else empty */
    Optional<Duration> end(Instant now) {
        Optional<Duration> lasted =
                told ? Optional.ofNullable(since).map(start -> Duration.between(start, now)) : Optional.empty();
        told = false;
        length = 0;
        since = null;
        return lasted;
    }
}
