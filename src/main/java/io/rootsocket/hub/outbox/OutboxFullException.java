package io.rootsocket.hub.outbox;

/** The outbox takes no more messages until some are delivered. The message says what is full. */
public final class OutboxFullException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OutboxFullException(String message) {
        super(message);
    }
}
