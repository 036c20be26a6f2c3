package io.rootsocket.hub.outbox;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;

/**
 * What could not be delivered, in a queue of the broker, until a person replays or discards it. Safe to share between
 * threads. Each act is whole: what it was not done to is still there.
 */
public final class DeadLetters {

    static final String QUEUE = "rootsocket.dead-letters";

    private final ConnectionFactory connections;
    private final Clock clock;

    DeadLetters(ConnectionFactory connections, Clock clock) {
        this.connections = connections;
        this.clock = clock;
    }

    /** Takes a letter back to the route that it failed in. */
    @FunctionalInterface
    public interface Reroute {

        /** @throws Exception if the route is not there; the letter then stays */
        void route(DeadLetter letter) throws Exception;
    }

    /**
     * Keeps a letter.
     *
     * @throws BrokerException if it is not on disk
     */
    public void keep(DeadLetter letter) {
        inSession(false, session -> {
            try (MessageProducer producer = session.createProducer(session.createQueue(QUEUE))) {
                producer.send(LetterOnQueue.write(session, letter));
            }
            return letter;
        });
    }

    /** Makes a waiting message a letter, in the transaction in which it was taken. */
    void move(Session session, Message waiting, DeadLetter.Reason reason) throws JMSException {
        try (MessageProducer producer = session.createProducer(session.createQueue(QUEUE))) {
            producer.send(LetterOnQueue.write(session, waiting, reason, clock.instant()));
        }
    }

    /**
     * The letters, the oldest first.
     *
     * @param most how many at most
     * @throws BrokerException if the broker does not answer
     */
    public List<DeadLetter> list(DeadLetterFilter filter, int most) {
        return inSession(false, session -> {
            List<DeadLetter> found = new ArrayList<>();
            try (QueueBrowser browser = browser(session, filter)) {
                Enumeration<?> letters = browser.getEnumeration();
                while (found.size() < most && letters.hasMoreElements()) {
                    found.add(LetterOnQueue.read((Message) letters.nextElement()));
                }
            }
            return found;
        });
    }

    /**
     * How many letters there are.
     *
     * @throws BrokerException if the broker does not answer
     */
    public int count(DeadLetterFilter filter) {
        return inSession(false, session -> {
            int count = 0;
            try (QueueBrowser browser = browser(session, filter)) {
                for (Enumeration<?> letters = browser.getEnumeration(); letters.hasMoreElements(); count++) {
                    letters.nextElement();
                }
            }
            return count;
        });
    }

    private QueueBrowser browser(Session session, DeadLetterFilter filter) throws JMSException {
        return session.createBrowser(session.createQueue(QUEUE), filter.selector(clock.instant()));
    }

    /**
     * Sends letters on their way again, the oldest first: what waited in the outbox waits there again behind what waits
     * now, in its old order; what failed in its route goes through the route again, and becomes a new letter if it fails
     * again.
     *
     * @param most how many at most
     * @param reroute for letters that failed in their route; empty leaves those where they are
     * @return how many were sent
     * @throws BrokerException if the broker does not answer; those that were sent are no longer letters
     */
    public int replay(DeadLetterFilter filter, int most, Optional<Reroute> reroute) {
        // Those that fail again come back at the end of the queue: not twice in one go.
        int limit = Math.min(most, count(filter));
        String selector = filter.selector(clock.instant())
                + (reroute.isPresent() ? "" : " AND %s IS NOT NULL".formatted(Property.ACCOUNT));
        return each(selector, limit, (session, letter) -> {
            if (LetterOnQueue.isFromOutbox(letter)) {
                var waiting = MessageOnQueue.read(letter);
                try (MessageProducer producer =
                        session.createProducer(LaneName.of(waiting).destination())) {
                    producer.send(LetterOnQueue.again(session, letter));
                }
            } else {
                reroute.orElseThrow().route(LetterOnQueue.read(letter));
            }
        });
    }

    /**
     * Throws letters away, the oldest first.
     *
     * @param most how many at most
     * @return how many are gone
     * @throws BrokerException if the broker does not answer; those that are gone stay gone
     */
    public int discard(DeadLetterFilter filter, int most) {
        return each(filter.selector(clock.instant()), most, (session, letter) -> {});
    }

    private int each(String selector, int most, Act act) {
        return inSession(true, session -> {
            int done = 0;
            try (MessageConsumer consumer = session.createConsumer(session.createQueue(QUEUE), selector)) {
                Message letter;
                while (done < most && (letter = consumer.receiveNoWait()) != null) {
                    act.on(session, letter);
                    session.commit();
                    done++;
                }
            }
            return done;
        });
    }

    private <T> T inSession(boolean transacted, Work<T> work) {
        try (Connection connection = connections.createConnection()) {
            connection.start();
            try (Session session = connection.createSession(transacted, Session.AUTO_ACKNOWLEDGE)) {
                return work.in(session);
            }
        } catch (Exception e) {
            throw new BrokerException("The dead letters cannot be reached: %s.".formatted(e.getMessage()), e);
        }
    }

    private interface Act {
        void on(Session session, Message letter) throws Exception;
    }

    private interface Work<T> {
        T in(Session session) throws Exception;
    }
}
