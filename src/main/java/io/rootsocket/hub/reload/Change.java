package io.rootsocket.hub.reload;

import io.rootsocket.hub.routes.Piece;
import java.util.List;
import java.util.Optional;

/**
 * One step from what runs to what is wanted.
 *
 * @param before what goes; none where something is new
 * @param after what comes; none where something is removed
 */
record Change(Optional<Piece> before, Optional<Piece> after) {

    Piece.Kind kind() {
        return piece().kind();
    }

    /** The file that holds it; where it moves to another, that one. */
    String file() {
        return piece().file();
    }

    /** The ids that it is about, for a sentence. */
    List<String> ids() {
        return piece().ids();
    }

    private Piece piece() {
        return after.or(() -> before).orElseThrow();
    }
}
