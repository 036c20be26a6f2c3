package io.rootsocket.hub.deadletters;

/** A dead letter could not go through its route again, and stays. The message says which and why. */
public final class ReplayFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ReplayFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
