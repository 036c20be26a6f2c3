package io.rootsocket.hub.outbox;

import io.rootsocket.hub.broker.Broker;
import io.rootsocket.hub.broker.LocalProducer;
import io.rootsocket.hub.broker.LocalProducer.Sent;
import io.rootsocket.hub.broker.SessionPool;
import io.rootsocket.hub.outbox.message.LaneName;
import io.rootsocket.hub.outbox.message.MessageOnQueue;
import io.rootsocket.hub.outbox.message.OutboxMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;

/** Puts messages onto the broker's disk, those of many callers at once. Safe to share between threads. */
final class MessageStore {

    private final SessionPool sessions;
    /** For messages with a key: the broker drops a repeat in silence, unless it would be part of a transaction. */
    private final SessionPool transactions;

    private final Optional<LocalProducer> local;
    private final OwnMessages own;
    private final Lock sending;
    /** Those that are known to exist: to ask for each message costs as much as to send it. */
    private final Map<LaneName, Queue> queues = new ConcurrentHashMap<>();

    /**
     * @param local a shorter way, if the broker is in this process
     * @param own marks what is sent
     * @param sending held while a message is sent; see {@code UnusedQueues}
     */
    MessageStore(
            SessionPool sessions,
            SessionPool transactions,
            Optional<LocalProducer> local,
            OwnMessages own,
            Lock sending) {
        this.sessions = sessions;
        this.transactions = transactions;
        this.local = local;
        this.own = own;
        this.sending = sending;
    }

    /**
     * Returns once the message is on the broker's disk.
     *
     * @return false if the broker has had a message with its key on that channel, and dropped this one
     * @throws JMSException if the broker did not take it, or if that is not known
     */
    boolean store(LaneName lane, OutboxMessage message) throws JMSException {
        return switch (sendLocally(lane, message)) {
            case STORED -> true;
            case REPEATED -> false;
            case NOT_HERE -> sendByJms(lane, message);
        };
    }

    private Sent sendLocally(LaneName lane, OutboxMessage message) throws JMSException {
        if (local.isEmpty()) {
            return Sent.NOT_HERE;
        }
        sending.lock();
        try {
            return local.get()
                    .send(lane.queue(), message.request(), properties -> MessageOnQueue.write(message, properties));
        } finally {
            sending.unlock();
        }
    }

    private boolean sendByJms(LaneName lane, OutboxMessage message) throws JMSException {
        boolean keyed = message.deduplicationKey().isPresent();
        SessionPool from = keyed ? transactions : sessions;
        SessionPool.PooledSession open = from.take();
        sending.lock();
        try {
            Message written = MessageOnQueue.write(open.session(), message);
            own.mark(written);
            open.producer().send(queues.computeIfAbsent(lane, LaneName::destination), written);
            if (keyed) {
                open.session().commit();
            }
        } catch (JMSException | RuntimeException e) {
            from.drop(open);
            if (Broker.isRepeat(e)) {
                return false;
            }
            throw e;
        } finally {
            sending.unlock();
        }
        from.giveBack(open);
        return true;
    }

    /** A queue that was deleted is made again. */
    void lookForQueues() {
        queues.clear();
    }
}
