package io.rootsocket.hub.routes.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A route as it is written.
 *
 * @param name what it is called
 * @param file its path within the folder of routes
 * @param line where it begins, from 1
 * @param from where its messages come from
 * @param handlers what is done when it fails, or when it is done
 */
public record RouteOutline(
        Kind kind,
        String name,
        String file,
        int line,
        Optional<String> description,
        RouteStep from,
        List<RouteStep> steps,
        List<Branch> handlers) {

    /** What it is used as. */
    public enum Kind {
        ROUTE("route"),
        TEMPLATE("route template"),
        KAMELET("kamelet");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** For people. */
        public String word() {
            return word;
        }
    }

    public RouteOutline {
        steps = List.copyOf(steps);
        handlers = List.copyOf(handlers);
    }

    RouteOutline with(List<Branch> more) {
        var all = new ArrayList<>(handlers);
        all.addAll(more);
        return new RouteOutline(kind, name, file, line, description, from, steps, all);
    }

    String place() {
        return file + ":" + line;
    }

    /** How many boxes it takes. */
    int size() {
        return 1
                + steps.stream().mapToInt(RouteStep::size).sum()
                + handlers.stream().mapToInt(Branch::size).sum();
    }
}
