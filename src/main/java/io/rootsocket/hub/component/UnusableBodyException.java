package io.rootsocket.hub.component;

/** A body that cannot be a message. The message says why and what to do. */
final class UnusableBodyException extends Exception {

    private static final long serialVersionUID = 1L;

    UnusableBodyException(String message) {
        super(message);
    }

    UnusableBodyException(String message, Throwable cause) {
        super(message, cause);
    }
}
