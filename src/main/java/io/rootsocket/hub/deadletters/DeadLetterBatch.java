package io.rootsocket.hub.deadletters;

import java.time.Duration;

/**
 * How much of a long act is done in one go.
 *
 * @param max how many letters at most; 0 or more
 * @param maxTime no further letter is begun after this time
 */
public record DeadLetterBatch(int max, Duration maxTime) {

    /** All of it, however long that takes. */
    public static final DeadLetterBatch ALL = new DeadLetterBatch(Integer.MAX_VALUE, Duration.ofDays(365));
}
