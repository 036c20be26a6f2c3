package io.rootsocket.hub.files;

import java.io.IOException;

/** What a newer hub has written and this one cannot read. The message says what to do; nothing was changed. */
public final class NewerDataException extends IOException {

    private static final long serialVersionUID = 1L;

    NewerDataException(String message) {
        super(message);
    }
}
