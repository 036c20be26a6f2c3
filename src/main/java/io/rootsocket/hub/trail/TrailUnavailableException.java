package io.rootsocket.hub.trail;

import org.jspecify.annotations.Nullable;

/** What went through cannot be read now. It may be later. */
public final class TrailUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TrailUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
