package io.rootsocket.hub.component;

/** Nothing was done, and repeating will not help: the message itself cannot be sent. */
public final class RootSocketMessageException extends RootSocketException {

    private static final long serialVersionUID = 1L;

    RootSocketMessageException(String message, Failure failure) {
        super(message, failure);
    }
}
