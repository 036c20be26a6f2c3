package io.rootsocket.hub.reload;

import io.rootsocket.hub.routes.Piece;
import java.time.Duration;

/** A route did not finish what it had in flight. It runs on. */
final class BusyException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Piece piece;

    BusyException(Piece piece, Duration timeout) {
        super("The route `%s` was still busy after %d s, and was left alone."
                .formatted(String.join("`, `", piece.ids()), timeout.toSeconds()));
        this.piece = piece;
    }

    Piece piece() {
        return piece;
    }
}
