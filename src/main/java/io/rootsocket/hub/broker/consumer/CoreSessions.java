package io.rootsocket.hub.broker.consumer;

import io.rootsocket.hub.broker.Broker;
import io.rootsocket.hub.broker.SharedConnection;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.jms.client.ActiveMQConnection;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sessions of Artemis' own client that stay open between uses, on the connection that JMS uses too. Safe to share between
 * threads; each session is one thread's from {@link #take} to {@link #giveBack}.
 */
final class CoreSessions {

    private static final Logger LOG = LoggerFactory.getLogger(CoreSessions.class);
    /** In bytes: each acknowledgement goes out at once. */
    private static final int ONE_BY_ONE = 0;

    private final SharedConnection connection;
    private final Optional<String> user;
    private final Optional<String> password;
    private final Deque<PooledSession> idle = new ConcurrentLinkedDeque<>();

    private CoreSessions(SharedConnection connection, Optional<String> user, Optional<String> password) {
        this.connection = connection;
        this.user = user;
        this.password = password;
    }

    /** With the name and the password of the hub's own connections, which a session must give again. */
    static CoreSessions of(Broker broker, SharedConnection connection) {
        var connections = (ActiveMQConnectionFactory) broker.ownConnections();
        return new CoreSessions(
                connection, Optional.ofNullable(connections.getUser()), Optional.ofNullable(connections.getPassword()));
    }

    /** A session on the connection of that time. */
    record PooledSession(Connection connection, ClientSession session) {}

    /** @throws JMSException if the broker cannot be reached */
    PooledSession take() throws JMSException {
        Connection current = connection.open();
        for (PooledSession open = idle.pollFirst(); open != null; open = idle.pollFirst()) {
            if (open.connection() == current) {
                return open;
            }
        }
        try {
            ClientSession session = ((ActiveMQConnection) current)
                    .getSessionFactory()
                    .createSession(user.orElse(null), password.orElse(null), false, true, true, false, ONE_BY_ONE);
            session.start();
            return new PooledSession(current, session);
        } catch (ActiveMQException | RuntimeException e) {
            connection.lost(current);
            throw failure(e);
        }
    }

    static JMSException failure(Exception cause) {
        var failure = new JMSException(String.valueOf(cause.getMessage()));
        failure.initCause(cause);
        return failure;
    }

    /** Nothing that it took may be unsettled. */
    void giveBack(PooledSession open) {
        idle.addFirst(open);
    }

    /** It failed, and is not used again. */
    void drop(PooledSession broken) {
        try {
            broken.session().close();
        } catch (ActiveMQException | RuntimeException e) {
            LOG.debug("A session did not close cleanly", e);
        }
    }
}
