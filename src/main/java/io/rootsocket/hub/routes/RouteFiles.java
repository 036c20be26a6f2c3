package io.rootsocket.hub.routes;

import io.rootsocket.hub.routes.PieceLoader.PieceException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.apache.camel.CamelContext;

/** Loads files of routes as the running hub does, so that a route is called the same in a test and in a look ahead. */
public final class RouteFiles {

    private RouteFiles() {}

    /**
     * Loads the route files of a state into a context that has started; its kamelets are found when a route names them.
     *
     * @throws IllegalArgumentException if one of them cannot be read; the message is that of a check
     * @throws Exception what Camel says of the first that cannot be loaded
     */
    public static void load(CamelContext camel, Path folder, FolderState state) throws Exception {
        ParsedFiles.Result parsed = new ParsedFiles(folder).of(state);
        if (!parsed.problems().isEmpty()) {
            throw new IllegalArgumentException(
                    parsed.problems().values().iterator().next().toString());
        }
        List<Piece> pieces = parsed.pieces().stream()
                .filter(piece -> !SourceFile.isKamelet(piece.file()))
                .sorted(Comparator.comparing(Piece::kind))
                .toList();
        var loader = new PieceLoader(camel, folder);
        for (Piece piece : pieces) {
            try {
                loader.load(piece);
            } catch (PieceException e) {
                throw e.getCause() instanceof Exception cause ? cause : e;
            }
        }
    }
}
