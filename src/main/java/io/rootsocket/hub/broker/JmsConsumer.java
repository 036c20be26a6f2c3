package io.rootsocket.hub.broker;

import io.rootsocket.hub.broker.SessionPool.PooledSession;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Takes messages by JMS, in a session that is acknowledged by its client. */
final class JmsConsumer implements QueueConsumer {

    private final SessionPool sessions;
    private final PooledSession open;
    private final MessageConsumer consumer;

    JmsConsumer(SessionPool sessions, String queue, @Nullable String selector) throws JMSException {
        this.sessions = sessions;
        this.open = sessions.take();
        try {
            this.consumer = open.session().createConsumer(Broker.queue(queue), selector);
        } catch (JMSException | RuntimeException e) {
            sessions.drop(open);
            throw e;
        }
    }

    @Override
    public @Nullable Message receive() throws JMSException {
        return consumer.receiveNoWait();
    }

    @Override
    public @Nullable Message receive(Duration within) throws JMSException {
        return consumer.receive(within.toMillis());
    }

    @Override
    public void acknowledge(Message message) throws JMSException {
        message.acknowledge();
    }

    @Override
    public void recover() throws JMSException {
        open.session().recover();
    }

    @Override
    public void close() throws JMSException {
        try {
            consumer.close();
        } catch (JMSException | RuntimeException e) {
            sessions.drop(open);
            throw e;
        }
        sessions.giveBack(open);
    }
}
