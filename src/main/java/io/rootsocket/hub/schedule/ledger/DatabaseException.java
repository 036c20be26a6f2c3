package io.rootsocket.hub.schedule.ledger;

import org.jspecify.annotations.Nullable;

/** The database of the schedules cannot be used. The message says what to do. */
public final class DatabaseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean away;

    DatabaseException(String message, @Nullable Throwable cause) {
        this(message, cause, false);
    }

    DatabaseException(String message, @Nullable Throwable cause, boolean away) {
        super(message, cause);
        this.away = away;
    }

    /** Whether it may be there later, with the same settings. */
    public boolean isAway() {
        return away;
    }
}
