package io.rootsocket.hub.deadletters;

import io.rootsocket.hub.broker.BrokerException;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many dead letters there are, for all who ask often. The broker looks at each of them to count them, so it is asked at
 * most once a second, and more seldom the longer that takes. Safe to share between threads.
 */
public final class DeadLetterTally {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterTally.class);
    private static final long SHORTEST_PAUSE = Duration.ofSeconds(1).toNanos();
    private static final int PAUSE_PER_WORK = 20;

    private final Supplier<DeadLetterCounts> broker;
    private DeadLetterCounts last = DeadLetterCounts.NONE;
    private long askAgain = System.nanoTime();

    public DeadLetterTally(Supplier<DeadLetterCounts> broker) {
        this.broker = broker;
    }

    /** While the broker does not answer, as many as when it last did. */
    public synchronized DeadLetterCounts now() {
        long begun = System.nanoTime();
        if (begun - askAgain >= 0) {
            try {
                last = broker.get();
            } catch (BrokerException e) {
                LOG.debug("The dead letters cannot be counted", e);
            }
            long ended = System.nanoTime();
            askAgain = ended + Math.max(SHORTEST_PAUSE, PAUSE_PER_WORK * (ended - begun));
        }
        return last;
    }
}
