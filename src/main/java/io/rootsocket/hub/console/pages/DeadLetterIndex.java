package io.rootsocket.hub.console.pages;

import io.rootsocket.hub.deadletters.DeadLetterFilter;
import io.rootsocket.hub.deadletters.DeadLetterSummary;
import io.rootsocket.hub.hub.DeadLetterOperations;
import java.time.Duration;
import java.util.List;

/**
 * The dead letters as they were a moment ago. The broker looks at each for each question, so it is asked the more seldom
 * the longer that takes. Safe for threads.
 */
final class DeadLetterIndex {

    /** Nobody reads further; the number of all is known all the same. */
    static final int MAX = 20_000;

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final int REST = 20;

    private final DeadLetterOperations operations;
    private List<DeadLetterSummary> letters = List.of();
    private long goodUntil = System.nanoTime();

    DeadLetterIndex(DeadLetterOperations operations) {
        this.operations = operations;
    }

    /** The oldest first. */
    synchronized List<DeadLetterSummary> letters() {
        long begun = System.nanoTime();
        if (begun - goodUntil >= 0) {
            letters = operations.list(DeadLetterFilter.ALL, MAX).letters();
            long took = System.nanoTime() - begun;
            goodUntil = System.nanoTime() + Math.max(SHORTEST.toNanos(), REST * took);
        }
        return letters;
    }

    /** After something was done to them. */
    synchronized void forget() {
        goodUntil = System.nanoTime();
    }
}
