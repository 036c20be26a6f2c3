package io.rootsocket.hub.failure;

/**
 * A failure that its source counts and tells of by itself, such as a server that does not answer a poll: there is nothing
 * in it to replay, and the next time tries again. It leaves no dead letter and no line of its own in the log.
 */
public class QuietFailureException extends Exception {

    private static final long serialVersionUID = 1L;

    public QuietFailureException(String message, Throwable cause) {
        super(message, cause);
    }

    public QuietFailureException(String message) {
        super(message);
    }
}
