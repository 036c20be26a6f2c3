package io.rootsocket.hub.routes.graph;

import java.util.List;

/**
 * Steps that belong to a step, or to a whole route.
 *
 * @param label when they are taken; empty if always
 */
public record Branch(Way way, String label, List<RouteStep> steps) {

    /** How a message comes there. */
    public enum Way {
        /** All of them. */
        INSIDE,
        /** Those for which the label holds. */
        CASE,
        /** A copy of each. */
        COPY,
        /** Those that failed. */
        FAILURE,
        /** All of them, at the end. */
        FINALLY
    }

    public Branch {
        steps = List.copyOf(steps);
    }

    int size() {
        return steps.stream().mapToInt(RouteStep::size).sum();
    }
}
