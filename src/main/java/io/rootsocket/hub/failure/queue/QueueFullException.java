package io.rootsocket.hub.failure.queue;

/** A queue in memory takes nothing more for now. */
public final class QueueFullException extends Exception {

    private static final long serialVersionUID = 1L;

    public QueueFullException(String message, Throwable cause) {
        super(message, cause);
    }
}
