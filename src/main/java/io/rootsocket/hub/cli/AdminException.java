package io.rootsocket.hub.cli;

import org.jspecify.annotations.Nullable;

/** A running hub could not be asked, or would not do what it was asked. */
final class AdminException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    AdminException(int exitCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
