package io.rootsocket.hub.intake;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ServiceStatus;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.apache.camel.spi.ExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * File sources that cannot put a file away once it is done. Left alone they would take it again at each poll, and send it
 * again: so such a source stops, which is said once, and stays degraded until its route is started again. Safe for several
 * threads.
 */
final class StuckSources implements ExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger("io.rootsocket.hub.files");

    private final CamelContext camel;
    private final Map<String, String> stuck = new ConcurrentHashMap<>();

    StuckSources(CamelContext camel) {
        this.camel = camel;
    }

    @Override
    public void handleException(@Nullable String message, @Nullable Exchange exchange, Throwable exception) {
        String route = exchange == null ? null : exchange.getFromRouteId();
        if (route == null) {
            LOG.warn("A file source has a trouble: {} ({})", message, exception.toString());
            return;
        }
        forgetThoseThatRun();
        String why =
                "Route %s has done with a file that it cannot put away, and is stopped, as it would do it again and again: %s. Mend the folder, then save the file of the route or start the hub again; a file that is still there then is taken once more."
                        .formatted(route, exception.getMessage());
        if (stuck.putIfAbsent(route, why) == null) {
            LOG.error(why);
            LOG.debug("A file cannot be put away", exception);
            // Not in this thread, which the stop waits for.
            camel.getExecutorServiceManager()
                    .newThread("stop-" + route, () -> stop(route))
                    .start();
        }
    }

    private void stop(String route) {
        try {
            camel.getRouteController().stopRoute(route, 10, TimeUnit.SECONDS);
        } catch (Exception e) {
            LOG.error("Route {} cannot be stopped: {}", route, e.toString());
        }
    }

    private void forgetThoseThatRun() {
        stuck.keySet().removeIf(route -> {
            ServiceStatus status = camel.getRouteController().getRouteStatus(route);
            return status == null || status.isStarted();
        });
    }

    @Override
    public void handleException(Throwable exception) {
        handleException("", null, exception);
    }

    @Override
    public void handleException(@Nullable String message, Throwable exception) {
        handleException(message, null, exception);
    }

    HealthCheck health() {
        return new Health();
    }

    private final class Health extends AbstractHealthCheck {

        private Health() {
            super("hub", "files");
        }

        @Override
        public boolean isLiveness() {
            return false;
        }

        @Override
        protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
            forgetThoseThatRun();
            builder.detail("degraded", !stuck.isEmpty());
            if (stuck.isEmpty()) {
                builder.up();
            } else {
                builder.unknown().message("Degraded: " + String.join(" ", stuck.values()));
            }
        }
    }
}
