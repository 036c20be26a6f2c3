package io.rootsocket.hub.component;

/** The request was written and no answer came: it may have been carried out, and repeating may do it twice. */
public final class RootSocketAmbiguousException extends RootSocketException {

    private static final long serialVersionUID = 1L;

    RootSocketAmbiguousException(String message, Failure failure) {
        super(message, failure);
    }
}
