package io.rootsocket.hub.hub;

import io.rootsocket.hub.trail.TrailStatus;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Says how the trail is. The hub is well also where it cannot be kept: messages go their way all the same. Safe for threads.
 */
final class TrailHealth extends AbstractHealthCheck {

    private final Supplier<TrailStatus> status;

    TrailHealth(Supplier<TrailStatus> status) {
        super("hub", "trail");
        this.status = status;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        TrailStatus now = status.get();
        result.detail("trail.stored.bytes", now.stored());
        result.detail("trail.waiting.bytes", now.waiting());
        result.detail("trail.dropped", now.dropped());
        now.problem()
                .ifPresent(problem -> result.message("The trail is behind: %s. %s"
                        .formatted(
                                problem,
                                now.dropped() == 0
                                        ? "Nothing of it is lost so far."
                                        : "%d events are not in it.".formatted(now.dropped()))));
        result.up();
    }
}
