package io.rootsocket.hub.component;

/** A {@link DurableStore} could not take a message, and may take it later. The message says why, and what to do. */
public final class NotStoredException extends Exception {

    private static final long serialVersionUID = 1L;

    public NotStoredException(String message, Throwable cause) {
        super(message, cause);
    }
}
