package io.rootsocket.hub.console.pages;

import io.rootsocket.hub.deadletters.DeadLetterCause;
import io.rootsocket.hub.deadletters.DeadLetterFilter;
import io.rootsocket.hub.deadletters.DeadLetterPage;
import io.rootsocket.hub.deadletters.DeadLetterSummary;
import io.rootsocket.hub.hub.DeadLetterOperations;
import io.rootsocket.hub.hub.Hub;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The dead letters as they were a moment ago. The broker looks at each for each question, so it is asked the more seldom
 * the longer that takes, and meanwhile the last answer is good enough. Safe for threads.
 */
final class DeadLetterIndex {

    /** Nobody reads further; the number of all is known all the same. */
    static final int MAX = 20_000;

    private static final int REST = 20;
    /** Nobody is kept waiting for longer than that while there is an answer; the page comes anew with the next. */
    private static final Duration LONG = Duration.ofMillis(50);
    /** After that nobody should take it for what is there now. */
    private static final Duration OLDEST = Duration.ofMinutes(1);

    private final DeadLetterOperations operations;
    private final Executor thread;
    private @Nullable Known known;
    private boolean looking;

    private DeadLetterIndex(DeadLetterOperations operations, Executor thread) {
        this.operations = operations;
        this.thread = thread;
    }

    /** Of a hub; it has no thread while there is nothing to do. */
    static DeadLetterIndex of(Hub hub) {
        return new DeadLetterIndex(
                hub.outbox().operations(),
                hub.camel().getExecutorServiceManager().newThreadPool(hub, "DeadLetterIndex", 0, 1));
    }

    /** A letter and why it is one. */
    record Letter(DeadLetterSummary letter, DeadLetterCause cause, String key) {

        static Letter of(DeadLetterSummary letter) {
            DeadLetterCause cause = DeadLetterCause.of(letter);
            return new Letter(letter, cause, cause.key());
        }
    }

    /**
     * What there is.
     *
     * @param matching how many there are
     * @param replayable how many of them can be replayed
     * @param letters the first of them, the oldest first
     */
    record Known(int matching, int replayable, List<Letter> letters, long at, long took) {

        private boolean isYounger(Duration age) {
            return System.nanoTime() - at < age.toNanos();
        }

        private boolean isLong() {
            return took > LONG.toNanos();
        }

        private boolean isGood() {
            return isYounger(Duration.ofNanos(REST * took));
        }
    }

    Known known() {
        synchronized (this) {
            Known before = known;
            if (before != null && (before.isGood() || before.isLong() && before.isYounger(OLDEST))) {
                if (!before.isGood() && !looking) {
                    looking = true;
                    thread.execute(this::look);
                }
                return before;
            }
        }
        return look();
    }

    private Known look() {
        try {
            long begun = System.nanoTime();
            DeadLetterPage page = operations.list(DeadLetterFilter.ALL, MAX);
            List<Letter> letters = page.letters().stream().map(Letter::of).toList();
            long now = System.nanoTime();
            var found = new Known(page.matching(), page.replayable(), letters, now, now - begun);
            synchronized (this) {
                known = found;
            }
            return found;
        } finally {
            synchronized (this) {
                looking = false;
            }
        }
    }

    /** After something was done to them. */
    synchronized void forget() {
        known = null;
    }
}
