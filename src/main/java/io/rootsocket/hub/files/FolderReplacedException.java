package io.rootsocket.hub.files;

import java.io.IOException;

/** What is in a data folder is just being replaced. The message says so; nothing was changed. */
public final class FolderReplacedException extends IOException {

    private static final long serialVersionUID = 1L;

    FolderReplacedException(String message) {
        super(message);
    }
}
