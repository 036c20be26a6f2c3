package io.rootsocket.hub.hub;

import io.rootsocket.hub.deadletters.DeadLetter;
import io.rootsocket.hub.deadletters.DeadLetterBatch;
import io.rootsocket.hub.deadletters.DeadLetterFilter;
import io.rootsocket.hub.deadletters.DeadLetterPage;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the dead letters of a running hub are asked for from outside: Long acts are done in portions, each of a few seconds. Safe to share between threads.
 */
public final class DeadLetterOperations {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterOperations.class);
    private static final int MAX_LETTERS_OF_ONE = 1_000;
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final HubOutbox outbox;

    DeadLetterOperations(HubOutbox outbox) {
        this.outbox = outbox;
    }

    /**
     * How many letters there are, how many can be replayed, and the first of them without their payloads.
     *
     * @param most how many to bring
     */
    public DeadLetterPage list(DeadLetterFilter filter, int most) {
        return outbox.page(filter, most);
    }

    /**
     * The letters with an id, with their payloads: one for each channel that the message was for.
     *
     * @throws NoSuchElementException if there is none
     */
    public List<DeadLetter> show(String id) {
        List<DeadLetter> found = outbox.deadLetters().list(DeadLetterFilter.ofId(id), MAX_LETTERS_OF_ONE);
        if (found.isEmpty()) {
            throw new NoSuchElementException("There is no dead letter %s.".formatted(id));
        }
        return found;
    }

    /**
     * Replays a batch of the letters.
     *
     * @param most how many at most
     * @return how many
     */
    public int replay(DeadLetterFilter filter, int most) {
        int done = outbox.replay(filter, new DeadLetterBatch(most, LONGEST));
        LOG.info("{} dead letter(s) replayed: {}", done, filter);
        return done;
    }

    /**
     * Throws a batch of the letters away.
     *
     * @param most how many at most
     * @return how many
     */
    public int discard(DeadLetterFilter filter, int most) {
        int done = outbox.deadLetters().discard(filter, new DeadLetterBatch(most, LONGEST));
        LOG.info("{} dead letter(s) discarded: {}", done, filter);
        return done;
    }
}
