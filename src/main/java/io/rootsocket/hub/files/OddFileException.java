package io.rootsocket.hub.files;

import java.io.IOException;
import java.nio.file.Path;

/** A file is not read: mend it, or move it away. The message names the file, the line, why, and what to do. */
public final class OddFileException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient OddFile odd;

    public OddFileException(Path file, OddFile odd) {
        super("%s:%d: %s".formatted(file, odd.line(), odd.sentence()));
        this.odd = odd;
    }

    /** The same without the name of the file. */
    public OddFile odd() {
        return odd;
    }
}
