package io.rootsocket.hub.reload;

import io.rootsocket.hub.routes.Piece;
import io.rootsocket.hub.routes.PieceLoader.Loaded;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pieces that run now. Safe for several threads. */
final class RunningRoutes {

    private final Map<Piece.Identity, Entry> entries = new LinkedHashMap<>();

    /**
     * A piece that runs.
     *
     * @param generation the generation that it came with
     */
    record Entry(Loaded loaded, int generation, Instant since) {

        Piece piece() {
            return loaded.piece();
        }
    }

    synchronized void put(Entry entry) {
        entries.put(entry.piece().identity(), entry);
    }

    synchronized Optional<Entry> remove(Piece piece) {
        return Optional.ofNullable(entries.remove(piece.identity()));
    }

    synchronized Optional<Entry> get(Piece piece) {
        return Optional.ofNullable(entries.get(piece.identity()));
    }

    synchronized Collection<Piece> pieces() {
        return entries.values().stream().map(Entry::piece).toList();
    }

    synchronized List<Entry> entries() {
        return List.copyOf(entries.values());
    }
}
