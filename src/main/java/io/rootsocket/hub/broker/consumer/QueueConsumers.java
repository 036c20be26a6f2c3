package io.rootsocket.hub.broker.consumer;

import io.rootsocket.hub.broker.Broker;
import io.rootsocket.hub.broker.EmbeddedBroker;
import io.rootsocket.hub.broker.SessionPool;
import io.rootsocket.hub.broker.SharedConnection;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.util.Optional;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQNonExistentQueueException;
import org.jspecify.annotations.Nullable;

/** Opens the hub's consumers, each by the shortest way that there is. Safe to share between threads. */
public final class QueueConsumers {

    private final Optional<EmbeddedBroker> embedded;
    private final CoreSessions core;
    private final SessionPool jms;

    /** @param connection of the hub's own, for those for which there is no way within this process */
    public QueueConsumers(Broker broker, SharedConnection connection) {
        this.embedded = broker.embedded();
        this.core = CoreSessions.of(broker, connection);
        this.jms = new SessionPool(connection, Session.CLIENT_ACKNOWLEDGE);
    }

    /**
     * Opens one. A queue that somebody has deleted is made again.
     *
     * @param selector which messages; null: all
     * @throws JMSException if the broker cannot be reached
     */
    public QueueConsumer open(String queue, @Nullable String selector) throws JMSException {
        return embedded.isPresent() ? here(embedded.get(), queue, selector) : elsewhere(queue, selector);
    }

    private QueueConsumer here(EmbeddedBroker broker, String queue, @Nullable String selector) throws JMSException {
        LocalConsumer local = selector == null ? LocalConsumer.open(broker, queue) : null;
        return local == null ? new JmsConsumer(jms, queue, selector) : local;
    }

    private QueueConsumer elsewhere(String queue, @Nullable String selector) throws JMSException {
        try {
            return new CoreConsumer(core, queue, selector);
        } catch (ActiveMQNonExistentQueueException e) {
            return new JmsConsumer(jms, queue, selector);
        } catch (ActiveMQException e) {
            throw CoreSessions.failure(e);
        }
    }
}
