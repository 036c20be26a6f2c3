package io.rootsocket.hub.schedule;

import org.jspecify.annotations.Nullable;

/** The database of the schedules cannot be used as it is set up. The message says what to do. */
public final class DatabaseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DatabaseException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
