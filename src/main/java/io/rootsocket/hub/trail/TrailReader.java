package io.rootsocket.hub.trail;

import java.util.List;
import java.util.Optional;

/**
 * Says what went through. Safe to share between threads. What this hub has recorded is seen at once; what others on the same
 * database have, within some seconds.
 */
public interface TrailReader {

    /** Knows of nothing. */
    TrailReader EMPTY = new TrailReader() {
        @Override
        public TrailPage find(TrailFilter filter) {
            return new TrailPage(List.of(), Optional.empty());
        }

        @Override
        public List<Chain> explain(String id) {
            return List.of();
        }
    };

    /**
     * The chains that a filter describes, the newest first.
     *
     * @throws TrailUnavailableException if the database cannot be read now: ask again later
     */
    TrailPage find(TrailFilter filter);

    /**
     * The chains that an id belongs to, the newest first, twenty at most: usually one, but a source may use an id again.
     *
     * @param id of an exchange, a message or a trace, or what a source calls it; the first eight characters of it, or more
     * @throws TrailUnavailableException if the database cannot be read now: ask again later
     */
    List<Chain> explain(String id);
}
