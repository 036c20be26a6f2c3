package io.rootsocket.hub.intake;

import java.io.IOException;

/** Text that is not the CSV that a route expects. The message says where and what to do, to who wrote the file. */
public final class UnreadableCsvException extends IOException {

    private static final long serialVersionUID = 1L;

    UnreadableCsvException(String message) {
        super(message);
    }

    UnreadableCsvException(String message, Throwable cause) {
        super(message, cause);
    }
}
