package io.rootsocket.hub.broker;

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
public final class SharedConnection implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SharedConnection.class);

    private final ConnectionFactory connections;
    private @Nullable Connection current;
    private @Nullable JMSException failure;
    private long failedAt;

    /** @param connections its connections are not shared with others */
    public SharedConnection(ConnectionFactory connections) {
        this.connections = connections;
    }

    /**
     * The connection. Who asks while another tries to open it shares what comes of that: if the broker is away, each would
     * wait for all before it, and for an attempt of its own.
     *
     * @throws JMSException if the broker cannot be reached
     */
    public Connection open() throws JMSException {
        long asked = System.nanoTime();
        synchronized (this) {
            if (current == null) {
                if (failure != null && failedAt - asked > 0) {
                    throw failure;
                }
                current = opened();
            }
            return current;
        }
    }

    private Connection opened() throws JMSException {
        try {
            Connection opened = connections.createConnection();
            try {
                opened.setExceptionListener(lost -> lost(opened));
                opened.start();
            } catch (JMSException | RuntimeException e) {
                close(opened);
                throw e;
            }
            failure = null;
            return opened;
        } catch (JMSException e) {
            failure = e;
            failedAt = System.nanoTime();
            throw e;
        }
    }

    /** It failed; what is open on it fails too. */
    public void lost(Connection connection) {
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
