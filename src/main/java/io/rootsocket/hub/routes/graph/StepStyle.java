package io.rootsocket.hub.routes.graph;

import io.rootsocket.hub.routes.EndpointUse;
import java.util.Set;

/** The class by which a step is coloured: where messages come from, where they go, what fails, and all else. */
final class StepStyle {

    private static final Set<String> FAILURES =
            Set.of("onException", "doCatch", "throwException", "rollback", "errorHandler");

    private StepStyle() {}

    static String of(RouteStep step) {
        if (step.endpoint().isPresent()) {
            return step.endpoint().get().direction() == EndpointUse.Direction.FROM
                    ? "source"
                    : step.endpoint().get().scheme().equals("rootsocket") ? "channel" : "endpoint";
        }
        if (FAILURES.contains(step.keyword())) {
            return "failed";
        }
        return step.keyword().equals("from") || step.keyword().equals("templatedRoute") ? "source" : "step";
    }
}
