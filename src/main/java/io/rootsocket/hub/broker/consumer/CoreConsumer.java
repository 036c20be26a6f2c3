package io.rootsocket.hub.broker.consumer;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.time.Duration;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.jms.client.ActiveMQMessage;
import org.jspecify.annotations.Nullable;

/**
 * Takes messages from a broker elsewhere by Artemis' own client: it acknowledges with one packet, where JMS has a transaction,
 * of which the broker also says that it is over.
 */
final class CoreConsumer implements QueueConsumer {

    private final CoreSessions sessions;
    private final CoreSessions.PooledSession open;
    private final ClientConsumer consumer;
    private @Nullable ClientMessage taken;

    /** @throws ActiveMQException if there is no such queue, above all */
    CoreConsumer(CoreSessions sessions, String queue, @Nullable String selector)
            throws JMSException, ActiveMQException {
        this.sessions = sessions;
        this.open = sessions.take();
        try {
            this.consumer = open.session().createConsumer(SimpleString.of(queue), SimpleString.of(selector));
        } catch (ActiveMQException | RuntimeException e) {
            sessions.drop(open);
            throw e;
        }
    }

    @Override
    public @Nullable Message receive() throws JMSException {
        return took(consumer::receiveImmediate);
    }

    @Override
    public @Nullable Message receive(Duration within) throws JMSException {
        return took(() -> consumer.receive(within.toMillis()));
    }

    @FunctionalInterface
    private interface Asked {
        @Nullable
        ClientMessage answer() throws ActiveMQException;
    }

    private @Nullable Message took(Asked asked) throws JMSException {
        try {
            ClientMessage message = asked.answer();
            taken = message;
            return message == null ? null : jms(message, open.session());
        } catch (ActiveMQException | RuntimeException e) {
            throw CoreSessions.failure(e);
        }
    }

    /** As JMS has it. */
    static Message jms(ClientMessage message, @Nullable ClientSession session) throws JMSException {
        ActiveMQMessage jms = ActiveMQMessage.createMessage(message, session);
        try {
            jms.doBeforeReceive();
        } catch (ActiveMQException e) {
            throw CoreSessions.failure(e);
        }
        return jms;
    }

    @Override
    public void acknowledge() throws JMSException {
        ClientMessage acknowledged = taken;
        if (acknowledged == null) {
            throw new JMSException("It was not taken, or is settled.");
        }
        try {
            acknowledged.acknowledge();
        } catch (ActiveMQException | RuntimeException e) {
            throw CoreSessions.failure(e);
        }
        taken = null;
    }

    @Override
    public void recover() throws JMSException {
        try {
            open.session().rollback(true);
        } catch (ActiveMQException | RuntimeException e) {
            throw CoreSessions.failure(e);
        }
        taken = null;
    }

    @Override
    public void close() throws JMSException {
        try {
            consumer.close();
        } catch (ActiveMQException | RuntimeException e) {
            sessions.drop(open);
            throw CoreSessions.failure(e);
        }
        sessions.giveBack(open);
    }
}
