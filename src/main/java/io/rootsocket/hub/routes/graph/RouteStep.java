package io.rootsocket.hub.routes.graph;

import io.rootsocket.hub.routes.EndpointUse;
import java.util.List;
import java.util.Optional;

/**
 * A step of a route.
 *
 * @param keyword how Camel's YAML calls it, such as {@code setBody}
 * @param label what it does, in a few words
 * @param detail what tells it from others of its kind, such as its expression; never a value that may be a secret
 * @param line where it is written, from 1
 * @param endpoint what it reaches
 * @param channel the channel that it names for the steps after it
 * @param branches what belongs to it, in the order of the file
 */
public record RouteStep(
        String keyword,
        String label,
        Optional<String> detail,
        int line,
        Optional<EndpointUse> endpoint,
        Optional<String> channel,
        List<Branch> branches) {

    public RouteStep {
        branches = List.copyOf(branches);
    }

    /** Whether nothing comes after it. */
    boolean ends() {
        return keyword.equals("stop") || keyword.equals("throwException") || keyword.equals("rollback");
    }

    /** Whether a message may pass by all of its branches. */
    boolean maySkip() {
        return keyword.equals("filter")
                || keyword.equals("idempotentConsumer")
                || keyword.equals("choice")
                        && branches.stream().noneMatch(branch -> branch.label().equals("otherwise"));
    }

    /** What it says in one line. */
    String sentence() {
        return detail.map(more -> label + "  " + more.replaceAll("\\s+", " ")).orElse(label);
    }

    /** How many boxes it takes. */
    int size() {
        return 1 + branches.stream().mapToInt(Branch::size).sum();
    }
}
