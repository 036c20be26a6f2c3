package io.rootsocket.hub.reload;

import io.rootsocket.hub.routes.Piece;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

    /** The same, each with {@code +} if it is new, {@code -} if it is gone, {@code ~} if it is another. */
    List<String> signed() {
        List<String> were = before.map(Piece::ids).orElse(List.of());
        List<String> are = after.map(Piece::ids).orElse(List.of());
        return Stream.concat(
                        were.stream().filter(id -> !are.contains(id)).map("-"::concat),
                        are.stream().map(id -> (were.contains(id) ? "~" : "+") + id))
                .toList();
    }

    private Piece piece() {
        return after.or(() -> before).orElseThrow();
    }
}
