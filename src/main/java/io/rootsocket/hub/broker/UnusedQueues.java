package io.rootsocket.hub.broker;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.stream.Collectors;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives up the queues of channels that are not used any more: each holds some 20 KB of memory, and a route may name a
 * channel for each of its users. One that is used again is made again. One whose address remembers keys of messages, so
 * that a repeat is dropped, stays. For one thread.
 *
 * <p>What is sent to a queue while the broker deletes it would be lost: who sends holds the read lock meanwhile.
 */
public final class UnusedQueues {

    private static final Logger LOG = LoggerFactory.getLogger(UnusedQueues.class);
    /** How long those who send are held up at once, and how long the whole may take. */
    private static final Duration MAX_HELD = Duration.ofMillis(50);

    private static final Duration MAX_TIME = Duration.ofSeconds(1);
    /** Who sends and waits for another who sends is not held up for longer. */
    private static final Duration WAIT_FOR_LOCK = Duration.ofMillis(20);
    /** But if there are many: those who send make a queue each, one after the other, and would never be done in that time. */
    private static final Duration WAIT_FOR_LOCK_OF_MANY = Duration.ofSeconds(1);

    private static final Duration MAX_HELD_OF_MANY = Duration.ofMillis(200);
    /**
     * Of no more than so many that are unused, each stays for some looks: to make a queue takes forced writes within a
     * lock of the broker's, and who comes back soon need not wait for that.
     */
    private static final int FEW = 256;

    private static final int LOOKS_OF_FEW = 9;

    /**
     * Beyond so many that are empty none stays: each keeps some 20 KB of the heap, and whoever sends into ever new channels makes
     * as many in a second as go in the same time.
     */
    private static final int MANY = 1_000;

    private final EmbeddedBroker broker;
    private final ReadWriteLock sending;
    private final Runnable gone;
    private final int few;
    private final int many;
    /** Those that were empty at the last look. */
    private Map<SimpleString, Empty> empty = Map.of();

    /**
     * A queue that was empty.
     *
     * @param added how many messages it had had by then
     * @param looks at how many looks in a row it had had no more
     */
    private record Empty(long added, int looks) {}

    /** @param gone run while nobody sends, after some queues have gone */
    public UnusedQueues(EmbeddedBroker broker, ReadWriteLock sending, Runnable gone) {
        this(broker, sending, gone, FEW, MANY);
    }

    /**
     * @param few so many may stay for a while
     * @param many beyond so many none stays
     */
    UnusedQueues(EmbeddedBroker broker, ReadWriteLock sending, Runnable gone, int few, int many) {
        this.broker = broker;
        this.sending = sending;
        this.gone = gone;
        this.few = few;
        this.many = many;
    }

    /**
     * Gives up those that had nothing at the last look and nothing since; of a few only those that had nothing for long, of many
     * also those that were used just now.
     *
     * @return whether there are many still, so that the next look should not wait
     */
    public boolean giveUp() throws InterruptedException {
        ActiveMQServer server = broker.active();
        if (!server.isActive()) {
            return false;
        }
        Map<SimpleString, Empty> now = new HashMap<>();
        for (Queue queue : broker.queues(QueueNames.OUTBOX_PREFIX)) {
            if (isEmpty(queue) && !server.getPostOffice().duplicateIDCacheExists(queue.getAddress())) {
                Empty before = empty.get(queue.getName());
                long added = queue.getMessagesAdded();
                now.put(
                        queue.getName(),
                        new Empty(added, before != null && before.added() == added ? before.looks() + 1 : 0));
            }
        }
        empty = now;
        Deque<SimpleString> unused = unused();
        long end = System.nanoTime() + MAX_TIME.toNanos();
        while (!unused.isEmpty() && System.nanoTime() < end) {
            giveUpSome(server, unused);
        }
        return unused.size() > many;
    }

    private Deque<SimpleString> unused() {
        long again = empty.values().stream().filter(queue -> queue.looks() > 0).count();
        int looks = empty.size() > many ? 0 : again > few ? 1 : LOOKS_OF_FEW;
        return empty.entrySet().stream()
                .filter(queue -> queue.getValue().looks() >= looks)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(ArrayDeque::new));
    }

    private static boolean isEmpty(Queue queue) {
        return queue.getMessageCount() == 0 && queue.getConsumerCount() == 0;
    }

    /**
     * Whether nothing is in it, not even what the broker does not count as there: what has just come, until a thread of the
     * broker has entered it, and what a consumer that closes is about to give back. Only while nobody sends.
     */
    private static boolean isSettled(Queue queue) throws Exception {
        EmbeddedBroker.enterWhatHasCome(queue);
        return isEmpty(queue)
                && queue.getMessagesAdded()
                        == queue.getMessagesAcknowledged() + queue.getMessagesExpired() + queue.getMessagesKilled();
    }

    private void giveUpSome(ActiveMQServer server, Deque<SimpleString> unused) throws InterruptedException {
        boolean areMany = unused.size() > many;
        Duration wait = areMany ? WAIT_FOR_LOCK_OF_MANY : WAIT_FOR_LOCK;
        if (!sending.writeLock().tryLock(wait.toMillis(), TimeUnit.MILLISECONDS)) {
            return;
        }
        try {
            long end = System.nanoTime() + (areMany ? MAX_HELD_OF_MANY : MAX_HELD).toNanos();
            try {
                while (!unused.isEmpty() && System.nanoTime() < end) {
                    giveUp(server, unused.remove());
                }
            } finally {
                gone.run();
            }
        } finally {
            sending.writeLock().unlock();
        }
    }

    private static void giveUp(ActiveMQServer server, SimpleString name) {
        Queue queue = server.locateQueue(name);
        try {
            if (queue != null && isSettled(queue)) {
                server.destroyQueue(name, null, true, false, true);
            }
        } catch (Exception e) {
            // Somebody has opened it meanwhile.
            LOG.debug("The queue {} stays", name, e);
        }
    }
}
