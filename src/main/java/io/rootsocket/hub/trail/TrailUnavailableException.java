package io.rootsocket.hub.trail;

/** What went through cannot be read now. It may be later. */
public final class TrailUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TrailUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
