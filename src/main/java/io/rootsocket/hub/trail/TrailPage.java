package io.rootsocket.hub.trail;

import java.util.List;
import java.util.Optional;

/**
 * Some of the chains that were asked for.
 *
 * @param chains the newest first. A page may have fewer than were asked for, or none, and there are more all the same: a
 *     long search is cut off after some seconds
 * @param next where to go on, as {@link TrailFilter#before()}; empty: there are no more
 */
public record TrailPage(List<Chain> chains, Optional<String> next) {

    public TrailPage {
        chains = List.copyOf(chains);
    }
}
