package io.rootsocket.hub.hub;

import io.rootsocket.hub.deadletters.DeadLetter;
import io.rootsocket.hub.deadletters.DeadLetterBatch;
import io.rootsocket.hub.deadletters.DeadLetterFilter;
import io.rootsocket.hub.deadletters.DeadLetterPage;
import io.rootsocket.hub.text.Counted;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the dead letters of a running hub are asked for from outside: Long acts are done in portions, each of a few
 * seconds. Safe to share between threads.
 */
public final class DeadLetterOperations {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterOperations.class);
    private static final Duration MAX_TIME = Duration.ofSeconds(5);

    private final HubOutbox outbox;

    DeadLetterOperations(HubOutbox outbox) {
        this.outbox = outbox;
    }

    /**
     * How many letters there are, how many can be replayed, and the first of them without their payloads.
     *
     * @param max how many to bring
     */
    public DeadLetterPage list(DeadLetterFilter filter, int max) {
        return outbox.page(filter, max);
    }

    /**
     * The letters with an id, with their payloads: one for each channel that the message was for.
     *
     * @param id or its beginning
     * @throws NoSuchElementException if there is none
     * @throws IllegalArgumentException if several ids begin so
     */
    public List<DeadLetter> show(String id) {
        return outbox.deadLetters().find(id);
    }

    /**
     * The letter that was given up last, with its payload.
     *
     * @throws NoSuchElementException if there is none
     */
    public List<DeadLetter> last() {
        return List.of(outbox.deadLetters().last());
    }

    /**
     * Replays a batch of the letters.
     *
     * @param max how many at most
     * @return how many
     */
    public int replay(DeadLetterFilter filter, int max) {
        int done = outbox.replay(filter, new DeadLetterBatch(max, MAX_TIME));
        LOG.info("{} replayed: {}", Counted.of(done, "dead letter"), filter);
        return done;
    }

    /**
     * Replays one letter with another payload.
     *
     * @param channel which of the letters with that id, if they are several
     * @return how many: 0 if the letter is no more, or cannot be replayed
     * @throws IllegalArgumentException if the message was JSON, and this is not
     */
    public int replayAs(String id, Optional<String> channel, String payload) {
        int done = outbox.replayAs(id, channel, payload);
        LOG.info("{} replayed with an edited payload: {}", Counted.of(done, "dead letter"), id);
        return done;
    }

    /**
     * Throws a batch of the letters away.
     *
     * @param max how many at most
     * @return how many
     */
    public int discard(DeadLetterFilter filter, int max) {
        int done = outbox.deadLetters().discard(filter, new DeadLetterBatch(max, MAX_TIME));
        LOG.info("{} discarded: {}", Counted.of(done, "dead letter"), filter);
        return done;
    }
}
