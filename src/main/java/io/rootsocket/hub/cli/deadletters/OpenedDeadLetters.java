package io.rootsocket.hub.cli.deadletters;

import io.rootsocket.hub.deadletters.DeadLetter;
import io.rootsocket.hub.deadletters.DeadLetterFilter;
import io.rootsocket.hub.deadletters.DeadLetterPage;
import java.util.List;

/**
 * The dead letters that a command works on, those of a running hub or of a stopped one. For one thread.
 */
interface OpenedDeadLetters extends AutoCloseable {

    /** The first of them and how many there are. */
    DeadLetterPage page(DeadLetterFilter filter, int max) throws InterruptedException;

    /** The letters with an id, or the only one that begins so, with their payloads; never empty. */
    List<DeadLetter> show(String id) throws InterruptedException;

    /** The one that was given up last, with its payload. */
    List<DeadLetter> last() throws InterruptedException;

    /** Replays some of them, the oldest first, and returns how many; 0 if none is left. */
    int replay(DeadLetterFilter filter, int max) throws InterruptedException;

    /** Discards some of them, the oldest first, and returns how many; 0 if none is left. */
    int discard(DeadLetterFilter filter, int max) throws InterruptedException;

    /** Why those stay that cannot be replayed here, as the end of a sentence. */
    String whyTheyStay();

    @Override
    void close();
}
