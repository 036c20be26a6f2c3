package io.rootsocket.hub.engine;

import io.rootsocket.hub.outbox.DeadLetter;
import io.rootsocket.hub.outbox.DeadLetterFilter;
import io.rootsocket.hub.outbox.Portion;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the dead letters of a running hub are asked for from outside: in {@link FilterWords}, and with answers to be
 * written as JSON. Long acts are done in portions, each of a few seconds. Safe to share between threads.
 */
public final class DeadLetterDesk {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterDesk.class);
    private static final int MOST = 1_000;
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final HubOutbox outbox;

    DeadLetterDesk(HubOutbox outbox) {
        this.outbox = outbox;
    }

    /**
     * How many letters there are, how many can be replayed, and the first of them without their payloads.
     *
     * @param words {@link FilterWords}, and {@code limit}: how many to bring, at most 1,000
     * @throws IllegalArgumentException if a word cannot be read
     */
    public Object list(Map<String, String> words) {
        var left = new HashMap<>(words);
        int most = limit(left, 100);
        return outbox.page(FilterWords.read(left), most);
    }

    /**
     * The letters with an id, with their payloads: one for each channel that the message was for.
     *
     * @throws NoSuchElementException if there is none
     */
    public List<?> show(String id) {
        List<DeadLetter> found = outbox.deadLetters().list(DeadLetterFilter.ofId(id), MOST);
        if (found.isEmpty()) {
            throw new NoSuchElementException("There is no dead letter %s.".formatted(id));
        }
        return found;
    }

    /**
     * Replays a portion of the letters.
     *
     * @param words {@link FilterWords}, or {@code all=true}, and {@code limit}
     * @return {@code done}: how many
     * @throws IllegalArgumentException if no word says which letters
     */
    public Map<String, Integer> replay(Map<String, String> words) {
        var left = new HashMap<>(words);
        Portion portion = portion(left);
        int done = outbox.replay(chosen(left), portion);
        LOG.info("{} dead letter(s) replayed: {}", done, words);
        return Map.of("done", done);
    }

    /**
     * Throws a portion of the letters away.
     *
     * @param words {@link FilterWords}, or {@code all=true}, and {@code limit}
     * @return {@code done}: how many
     * @throws IllegalArgumentException if no word says which letters
     */
    public Map<String, Integer> discard(Map<String, String> words) {
        var left = new HashMap<>(words);
        Portion portion = portion(left);
        int done = outbox.deadLetters().discard(chosen(left), portion);
        LOG.info("{} dead letter(s) discarded: {}", done, words);
        return Map.of("done", done);
    }

    private static Portion portion(Map<String, String> words) {
        return new Portion(limit(words, MOST), LONGEST);
    }

    private static int limit(Map<String, String> words, int byDefault) {
        String limit = words.getOrDefault("limit", String.valueOf(byDefault));
        words.remove("limit");
        try {
            int most = Integer.parseInt(limit);
            if (most >= 0 && most <= MOST) {
                return most;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(noLimit(limit), e);
        }
        throw new IllegalArgumentException(noLimit(limit));
    }

    private static String noLimit(String limit) {
        return "`%s` is no limit. Write a whole number from 0 to %d.".formatted(limit, MOST);
    }

    /** All of them only for who says so: what is discarded does not come back. */
    private static DeadLetterFilter chosen(Map<String, String> words) {
        boolean all = "true".equals(words.remove("all"));
        DeadLetterFilter filter = FilterWords.read(words);
        if (filter.equals(DeadLetterFilter.ALL) != all) {
            throw new IllegalArgumentException(
                    "Say which dead letters: by id, channel, route, kind or olderThan, or by all=true alone.");
        }
        return filter;
    }
}
