package io.rootsocket.hub.hub;

/** What the hub needs is not there, and may be later, with the same settings. The message says what it is. */
public final class HubCannotStartYetException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    HubCannotStartYetException(String message, Throwable cause) {
        super(message, cause);
    }
}
