package io.rootsocket.hub.outbox;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sessions that stay open between uses, so that a message costs no more than its own way to the broker. Safe to share
 * between threads; each session is one thread's from {@link #take} to {@link #giveBack}.
 *
 * <p>The connection pool's own sessions will not do: under load two threads were seen in one of them, which would let one
 * commit what the other has not delivered.
 */
final class OpenSessions implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OpenSessions.class);

    private final ConnectionFactory connections;
    private final int acknowledgement;
    private final Deque<Open> idle = new ConcurrentLinkedDeque<>();

    OpenSessions(ConnectionFactory connections, int acknowledgement) {
        this.connections = connections;
        this.acknowledgement = acknowledgement;
    }

    /** A session, and a producer that sends to any queue. */
    record Open(Connection connection, Session session, MessageProducer producer) {}

    /** @throws JMSException if the broker cannot be reached */
    Open take() throws JMSException {
        Open open = idle.pollFirst();
        return open == null ? open() : open;
    }

    private Open open() throws JMSException {
        Connection connection = connections.createConnection();
        try {
            connection.start();
            Session session = connection.createSession(acknowledgement);
            return new Open(connection, session, session.createProducer(null));
        } catch (JMSException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** Nothing may be open in its transaction. */
    void giveBack(Open open) {
        idle.addFirst(open);
    }

    /** It failed. What fails one session, such as a broker that went away, has most likely failed the others too. */
    void drop(Open broken) {
        for (@Nullable Open open = broken; open != null; open = idle.pollFirst()) {
            close(open);
        }
    }

    private static void close(Open open) {
        try (Connection connection = open.connection();
                Session session = open.session()) {
            LOG.trace("Closing {} of {}", session, connection);
        } catch (JMSException | RuntimeException e) {
            LOG.debug("A session did not close cleanly", e);
        }
    }

    /** Closes those that nobody uses. Safe twice. */
    @Override
    public void close() {
        Open open = idle.pollFirst();
        if (open != null) {
            drop(open);
        }
    }
}
