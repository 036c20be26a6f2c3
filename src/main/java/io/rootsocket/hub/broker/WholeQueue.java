package io.rootsocket.hub.broker;

import io.rootsocket.hub.text.Counted;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.Enumeration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Those messages of a queue that a selector lets through, all of them. That a broker gives none is no proof that there is
 * none: it gives none while a large message is on its way, while it brings others from disk, or when it has looked for a second
 * at those that are not meant. So "none" is believed only when the broker counts none. Safe to share between threads.
 *
 * @param queue its name
 * @param selector which messages; null: all
 */
public record WholeQueue(
        BrokerManagement management, String queue, @Nullable String selector) {

    /** How long a broker may count messages and not give any. */
    private static final Duration MAX_SILENCE = Duration.ofSeconds(10);
    /** After which it is asked again. */
    private static final Duration AGAIN = Duration.ofMillis(20);

    /** Looks at a message. */
    @FunctionalInterface
    public interface Look {
        void at(Message message) throws JMSException;
    }

    /**
     * How many there are. Those that somebody has taken and not acknowledged are not among them.
     *
     * @throws BrokerException if the broker does not answer
     */
    public int count() {
        return Math.toIntExact(management.count(queue, selector));
    }

    /**
     * Looks at the oldest of them, which stay.
     *
     * @param max how many at most
     * @throws BrokerException if the broker does not show what it counts
     */
    public void browse(Session session, int max, Look look) throws JMSException {
        int expected = Math.min(max, count());
        try (QueueBrowser browser = session.createBrowser(session.createQueue(queue), selector)) {
            Enumeration<?> messages = browser.getEnumeration();
            var silence = new Silence();
            int seen = 0;
            while (seen < expected) {
                if (messages.hasMoreElements()) {
                    look.at(whole((Message) messages.nextElement()));
                    seen++;
                    silence.ends();
                } else {
                    expected = Math.min(max, count());
                    silence.lasts(seen < expected);
                }
            }
        }
    }

    /** The parts of a large one that are on their way would hold up the next, and fail in the broker once it is closed. */
    public static Message whole(Message message) throws JMSException {
        if (message instanceof BytesMessage) {
            message.getBody(byte[].class);
        }
        return message;
    }

    /** Who would take them; nothing is sent ahead to it. */
    public MessageConsumer consumer(Session session) throws JMSException {
        return session.createConsumer(session.createQueue(queue), selector);
    }

    /** Asks the broker for a message; it may say that there is none. */
    @FunctionalInterface
    public interface Taking {
        @Nullable
        Message ask() throws JMSException;
    }

    /**
     * The next one, the oldest; null if there is none.
     *
     * @throws BrokerException if the broker does not give what it counts
     */
    @Nullable
    public Message next(Taking taking) throws JMSException {
        var silence = new Silence();
        Message message = taking.ask();
        boolean some = true;
        while (message == null && some) {
            some = count() > 0;
            silence.lasts(some);
            // One that was on its way to the one who asks is not counted, and is here by now.
            message = taking.ask();
        }
        return message;
    }

    private final class Silence {

        private long since = System.nanoTime();

        void ends() {
            since = System.nanoTime();
        }

        void lasts(boolean someAreLeft) {
            if (!someAreLeft) {
                return;
            }
            if (System.nanoTime() - since > MAX_SILENCE.toNanos()) {
                throw new BrokerException(
                        "The broker counts %s in %s and gave none for %s: somebody else takes them, or it is overloaded. Try again later"
                                .formatted(Counted.of(count(), "message"), queue, MAX_SILENCE));
            }
            LockSupport.parkNanos(AGAIN.toNanos());
        }
    }
}
