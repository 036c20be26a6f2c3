package io.rootsocket.hub.outbox.message;

import jakarta.jms.JMSException;

/**
 * A message that stands in a queue of the hub and is none of the hub's, or is damaged. It stays so, however often it is read.
 */
public final class UnreadableMessageException extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadableMessageException(String message) {
        super(message);
    }

    private UnreadableMessageException(Exception cause) {
        super(String.valueOf(cause.getMessage()), cause);
    }

    /** Reads properties. The client has them all: what fails does not fail because the broker is away. */
    public static <T> T properties(Reading<T> reading) throws UnreadableMessageException {
        try {
            return reading.read();
        } catch (JMSException | RuntimeException e) {
            throw new UnreadableMessageException(e);
        }
    }

    /** Reads something of a message. */
    public interface Reading<T> {
        T read() throws JMSException, UnreadableMessageException;
    }
}
