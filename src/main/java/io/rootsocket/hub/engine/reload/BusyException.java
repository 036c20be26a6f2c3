package io.rootsocket.hub.engine.reload;

import java.time.Duration;

/** A route did not finish what it had in flight. It runs on. */
final class BusyException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Piece piece;

    BusyException(Piece piece, Duration patience) {
        super("The route `%s` was still busy after %d s, and was left alone."
                .formatted(String.join("`, `", piece.ids()), patience.toSeconds()));
        this.piece = piece;
    }

    Piece piece() {
        return piece;
    }
}
