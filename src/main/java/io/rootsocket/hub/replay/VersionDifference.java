package io.rootsocket.hub.replay;

import java.time.Instant;
import java.util.List;

/**
 * What another version of the routes makes of inputs of which the running one made something.
 *
 * @param same of how many inputs both make the same
 * @param differ those of which they do not, the oldest first
 * @param unpredictable of how many inputs the running version makes something else each time, so that they say nothing
 */
public record VersionDifference(int same, List<OfInput> differ, int unpredictable) {

    public VersionDifference {
        differ = List.copyOf(differ);
    }

    /**
     * An input of which the versions make different things.
     *
     * @param id the exchange that it came with
     * @param route the route that took it
     * @param at when it came
     * @param lines the running version's with {@code -}, the other's with {@code +}
     */
    public record OfInput(String id, String route, Instant at, List<String> lines) {

        public OfInput {
            lines = List.copyOf(lines);
        }
    }

    /** How many inputs say something. */
    public int compared() {
        return same + differ.size();
    }

    /** How many of a hundred differ, rounded up: 0 only if none does. */
    public int percent() {
        return compared() == 0 ? 0 : (differ.size() * 100 + compared() - 1) / compared();
    }
}
