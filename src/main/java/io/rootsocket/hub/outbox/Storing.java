package io.rootsocket.hub.outbox;

import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;

/** Puts messages onto the broker's disk, those of many callers at once. Safe to share between threads. */
final class Storing {

    private final OpenSessions sessions;
    private final Lock sending;
    /** Those that are known to exist: to ask for each message costs as much as to send it. */
    private final Map<LaneName, Queue> queues = new ConcurrentHashMap<>();

    /** @param sending held while a message is sent; see {@link UnusedQueues} */
    Storing(OpenSessions sessions, Lock sending) {
        this.sessions = sessions;
        this.sending = sending;
    }

    /**
     * Returns once the message is on the broker's disk.
     *
     * @throws JMSException if the broker did not take it, or if that is not known
     */
    void store(LaneName lane, OutboxMessage message) throws JMSException {
        OpenSessions.Open open = sessions.take();
        sending.lock();
        try {
            open.producer()
                    .send(
                            queues.computeIfAbsent(lane, LaneName::destination),
                            MessageOnQueue.write(open.session(), message));
        } catch (JMSException | RuntimeException e) {
            sessions.drop(open);
            throw e;
        } finally {
            sending.unlock();
        }
        sessions.giveBack(open);
    }

    /** A queue that was deleted is made again. */
    void lookForQueues() {
        queues.clear();
    }
}
