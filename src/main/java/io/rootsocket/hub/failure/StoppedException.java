package io.rootsocket.hub.failure;

/** The hub stopped, or the route was not taken, before an exchange was done: it has not failed, and its source keeps it. */
public final class StoppedException extends Exception {

    private static final long serialVersionUID = 1L;

    public StoppedException(String message) {
        super(message, null, false, false);
    }
}
