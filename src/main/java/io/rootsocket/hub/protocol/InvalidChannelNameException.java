package io.rootsocket.hub.protocol;

/** A channel name that RootSocket would not accept. The message says which character or length, and what to do. */
public final class InvalidChannelNameException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    InvalidChannelNameException(String message) {
        super(message);
    }
}
