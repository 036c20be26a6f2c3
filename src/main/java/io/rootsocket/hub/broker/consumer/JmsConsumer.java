package io.rootsocket.hub.broker.consumer;

import io.rootsocket.hub.broker.Broker;
import io.rootsocket.hub.broker.SessionPool;
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
    private @Nullable Message taken;

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
        return took(consumer.receiveNoWait());
    }

    @Override
    public @Nullable Message receive(Duration within) throws JMSException {
        return took(consumer.receive(within.toMillis()));
    }

    private @Nullable Message took(@Nullable Message message) {
        taken = message;
        return message;
    }

    @Override
    public void acknowledge() throws JMSException {
        Message acknowledged = taken;
        if (acknowledged == null) {
            throw new JMSException("It was not taken, or is settled.");
        }
        acknowledged.acknowledge();
        taken = null;
    }

    @Override
    public void recover() throws JMSException {
        open.session().recover();
        taken = null;
    }

    @Override
    public void close() throws JMSException {
        try {
            if (taken != null) {
                recover();
            }
            consumer.close();
        } catch (JMSException | RuntimeException e) {
            sessions.drop(open);
            throw e;
        }
        sessions.giveBack(open);
    }
}
