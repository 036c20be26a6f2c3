package io.rootsocket.hub.outbox;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to the broker for all of the outbox: what many threads write at once goes out together, and wakes the
 * broker's threads once. One that is lost is opened anew. Safe to share between threads.
 */
final class SharedConnection implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SharedConnection.class);

    private final ConnectionFactory connections;
    private @Nullable Connection current;

    /** @param connections its connections are not shared with others */
    SharedConnection(ConnectionFactory connections) {
        this.connections = connections;
    }

    /** @throws JMSException if the broker cannot be reached */
    synchronized Connection open() throws JMSException {
        Connection open = current;
        if (open == null) {
            open = connections.createConnection();
            try {
                Connection opened = open;
                open.setExceptionListener(failure -> lost(opened));
                open.start();
            } catch (JMSException | RuntimeException e) {
                close(open);
                throw e;
            }
            current = open;
        }
        return open;
    }

    /** It failed; what is open on it fails too. */
    void lost(Connection connection) {
        synchronized (this) {
            if (current == connection) {
                current = null;
            }
        }
        close(connection);
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (JMSException | RuntimeException e) {
            LOG.debug("A connection did not close cleanly", e);
        }
    }

    /** Closes it and what is open on it. Safe twice. */
    @Override
    public void close() {
        Connection open;
        synchronized (this) {
            open = current;
            current = null;
        }
        if (open != null) {
            close(open);
        }
    }
}
