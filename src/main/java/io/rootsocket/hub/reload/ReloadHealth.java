package io.rootsocket.hub.reload;

import io.rootsocket.hub.routes.RouteProblem;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Says whether the routes run as the folder has them. A hub that runs an older version of a file still does its work: it
 * is degraded, not down, and keeps its traffic.
 */
final class ReloadHealth extends AbstractHealthCheck {

    private final Attempts attempts;

    ReloadHealth(Attempts attempts) {
        super("hub", "routes");
        this.attempts = attempts;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        List<RouteProblem> now = attempts.problems();
        attempts.last().ifPresent(outcome -> {
            builder.detail("generation", outcome.generation());
            builder.detail("lastReload", outcome.result().name());
            builder.detail("lastReloadAt", outcome.at().toString());
        });
        builder.detail("degraded", !now.isEmpty());
        if (now.isEmpty()) {
            builder.up();
        } else {
            builder.unknown();
            builder.message(
                    "Degraded: " + now.stream().map(RouteProblem::toString).collect(Collectors.joining("; ")));
        }
    }
}
