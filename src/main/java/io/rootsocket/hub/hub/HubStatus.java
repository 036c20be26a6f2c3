package io.rootsocket.hub.hub;

import io.rootsocket.hub.routes.RouteProblem;
import io.rootsocket.hub.schedule.NextFire;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a running hub says of itself.
 *
 * @param routes the folder of route files
 * @param started how many routes run
 * @param problems the route files that do not run, and why
 * @param nextFires when the scheduled routes fire next, the soonest first
 * @param webhooks the addresses that the routes listen on, for example {@code http://localhost:8080/webhooks/github}
 * @param rootSocketUrl the base URL of the RootSocket that the hub delivers to
 * @param keyProblem why it is not known that RootSocket takes the key; empty if it does
 * @param broker where the JMS broker is
 */
public record HubStatus(
        Path routes,
        int started,
        List<RouteProblem> problems,
        List<NextFire> nextFires,
        List<String> webhooks,
        String rootSocketUrl,
        Optional<String> keyProblem,
        String broker) {

    public HubStatus {
        problems = List.copyOf(problems);
        nextFires = List.copyOf(nextFires);
        webhooks = List.copyOf(webhooks);
    }
}
