package io.rootsocket.hub.outbox;

import io.rootsocket.hub.deadletters.DeadLetter.Attempt;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Why the attempts at the first message of a lane failed, as far as this run of the hub has seen: the broker counts
 * attempts and knows no reasons. Safe to share between threads.
 */
final class FailedAttempts {

    /** A message may be tried for days. */
    static final int MAX = 20;

    private final Deque<Attempt> latest = new ArrayDeque<>();
    private String message = "";
    private long answeredBefore;
    private int passedOver;

    /** @param messageId the message's id in its queue */
    synchronized void add(String messageId, Attempt attempt) {
        if (!messageId.equals(message)) {
            message = messageId;
            latest.clear();
            answeredBefore = Long.MAX_VALUE;
            passedOver = 0;
        }
        if (latest.size() == MAX) {
            latest.removeFirst();
        }
        latest.addLast(attempt);
    }

    /**
     * Notes that the message was refused as all are whose key is wrong.
     *
     * @param answered how many others RootSocket has answered so far
     * @return how often others were taken between two refusals of it: then it is not the key
     */
    synchronized int refused(long answered) {
        passedOver += answered > answeredBefore ? 1 : 0;
        answeredBefore = answered;
        return passedOver;
    }

    /** Those of one message, the oldest first. */
    synchronized List<Attempt> of(String messageId) {
        return messageId.equals(message) ? List.copyOf(latest) : List.of();
    }
}
