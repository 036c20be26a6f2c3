package io.rootsocket.hub.broker;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sessions that stay open between uses. Safe to share between threads; each session is one thread's from {@link #take} to
 * {@link #giveBack}.
 */
public final class SessionPool {

    private static final Logger LOG = LoggerFactory.getLogger(SessionPool.class);

    private final SharedConnection connection;
    private final int acknowledgement;
    private final Deque<PooledSession> idle = new ConcurrentLinkedDeque<>();

    public SessionPool(SharedConnection connection, int acknowledgement) {
        this.connection = connection;
        this.acknowledgement = acknowledgement;
    }

    /** A session on the connection of that time, and a producer that sends to any queue. */
    public record PooledSession(Connection connection, Session session, MessageProducer producer) {}

    /** @throws JMSException if the broker cannot be reached */
    public PooledSession take() throws JMSException {
        Connection current = connection.open();
        for (PooledSession open = idle.pollFirst(); open != null; open = idle.pollFirst()) {
            if (open.connection() == current) {
                return open;
            }
        }
        try {
            Session session = current.createSession(acknowledgement);
            return new PooledSession(current, session, session.createProducer(null));
        } catch (JMSException | RuntimeException e) {
            connection.lost(current);
            throw e;
        }
    }

    /** Nothing that it took may be unsettled. */
    public void giveBack(PooledSession open) {
        idle.addFirst(open);
    }

    /** What is done in a session. */
    @FunctionalInterface
    public interface Use<T, E extends Exception> {
        T in(Session session) throws JMSException, E;
    }

    /** Takes a session, and gives it back unless it failed. */
    public <T, E extends Exception> T use(Use<T, E> use) throws JMSException, E {
        PooledSession open = take();
        boolean done = false;
        try {
            T result = use.in(open.session());
            done = true;
            return result;
        } finally {
            if (done) {
                giveBack(open);
            } else {
                drop(open);
            }
        }
    }

    /** It failed, and is not used again. */
    public void drop(PooledSession broken) {
        try {
            broken.session().close();
        } catch (JMSException | RuntimeException e) {
            LOG.debug("A session did not close cleanly", e);
        }
    }
}
