package io.rootsocket.hub.cli.invocation;

/** What came in by the standard input cannot be a message; nothing was sent. */
public final class UnusableInputException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnusableInputException(String message) {
        super(message);
    }
}
