package io.rootsocket.hub.reload;

import io.rootsocket.hub.routes.FolderState;
import io.rootsocket.hub.routes.Piece;
import io.rootsocket.hub.routes.PieceLoader.Loaded;
import io.rootsocket.hub.routes.RouteProblem;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.model.RouteDefinition;

/**
 * What runs now, in this one place: the files as they run, their settings, their pieces in the context, and why the folder
 * does not run as it is written. Safe for several threads.
 */
final class RunningRoutes {

    private final Map<Piece.Identity, Entry> entries = new LinkedHashMap<>();
    /** The same by the ids of their routes: it is asked for each exchange, and without a lock. */
    private final Map<String, Entry> ofRoutes = new ConcurrentHashMap<>();

    private FolderState files = FolderState.EMPTY;
    private Properties settings = new Properties();
    private int generation;
    private Map<String, List<RouteProblem>> left = Map.of();

    /**
     * A piece that runs.
     *
     * @param generation the generation that it came with
     */
    record Entry(Loaded loaded, int generation, Instant since) {

        Piece piece() {
            return loaded.piece();
        }

        private List<String> routes() {
            return loaded.routes().stream()
                    .map(RouteDefinition::getRouteId)
                    .filter(Objects::nonNull)
                    .toList();
        }
    }

    synchronized void put(Entry entry) {
        Optional.ofNullable(entries.put(entry.piece().identity(), entry)).ifPresent(this::forgetRoutes);
        entry.routes().forEach(id -> ofRoutes.put(id, entry));
    }

    synchronized Optional<Entry> remove(Piece piece) {
        Optional<Entry> removed = Optional.ofNullable(entries.remove(piece.identity()));
        removed.ifPresent(this::forgetRoutes);
        return removed;
    }

    private void forgetRoutes(Entry gone) {
        gone.routes().forEach(id -> ofRoutes.remove(id, gone));
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

    /** The piece that a route came with, by the id in its file. */
    Optional<Entry> ofRoute(String id) {
        return Optional.ofNullable(ofRoutes.get(id));
    }

    /** The files as they run, whatever the folder holds now. */
    synchronized FolderState files() {
        return files;
    }

    synchronized void files(FolderState now) {
        this.files = now;
    }

    /** The settings of the routes as they run. */
    synchronized Properties settings() {
        return settings;
    }

    synchronized void settings(Properties now) {
        this.settings = now;
    }

    /** The number of the generation that runs; 0 before the first. */
    synchronized int generation() {
        return generation;
    }

    synchronized void generation(int number) {
        this.generation = number;
    }

    /** Why files do not run as they are written, by file. */
    synchronized Map<String, List<RouteProblem>> left() {
        return left;
    }

    synchronized void left(Map<String, List<RouteProblem>> problems) {
        this.left = new TreeMap<>(problems);
    }
}
