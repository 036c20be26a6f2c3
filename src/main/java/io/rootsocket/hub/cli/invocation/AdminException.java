package io.rootsocket.hub.cli.invocation;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A running hub could not be asked, or would not do what it was asked. */
public final class AdminException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    public AdminException(int exitCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** Nobody is there. */
    static AdminException nobody(String message, IOException cause) {
        return new AdminException(ExitCode.TRY_AGAIN, message, cause);
    }

    /** Whether nobody is there; a hub that is there may be starting, or have lost its broker. */
    public boolean isNobody() {
        return exitCode == ExitCode.TRY_AGAIN && getCause() instanceof IOException;
    }

    int exitCode() {
        return exitCode;
    }
}
