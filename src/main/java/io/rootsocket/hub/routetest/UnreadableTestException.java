package io.rootsocket.hub.routetest;

/** A file of tests that cannot be understood, or names what is not there. The message says what to change. */
public final class UnreadableTestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableTestException(String message) {
        super(message);
    }

    UnreadableTestException(String message, Throwable cause) {
        super(message, cause);
    }
}
