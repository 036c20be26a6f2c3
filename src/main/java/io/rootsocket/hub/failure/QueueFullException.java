package io.rootsocket.hub.failure;

/** A queue in memory takes nothing more for now. */
final class QueueFullException extends Exception {

    private static final long serialVersionUID = 1L;

    QueueFullException(String message, Throwable cause) {
        super(message, cause);
    }
}
