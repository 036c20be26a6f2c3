package io.rootsocket.hub.reload;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.rootsocket.hub.reload.history.ReloadOutcome;
import java.util.Locale;
import org.apache.camel.CamelContext;

/**
 * Counts reloads: the timer {@code hub.reload} by {@code result}, and the gauges {@code hub.generation} and {@code
 * hub.route.problems}. Without a registry it counts nothing.
 */
final class ReloadMetrics {

    private ReloadMetrics() {}

    static void count(CamelContext camel, Attempts attempts) {
        MeterRegistry registry = camel.getRegistry().findSingleByType(MeterRegistry.class);
        if (registry == null) {
            return;
        }
        Gauge.builder(
                        "hub.generation",
                        () -> attempts.last().map(ReloadOutcome::generation).orElse(0))
                .description("The generation of routes that runs")
                .register(registry);
        Gauge.builder("hub.route.problems", attempts::filesLeft)
                .description("Route files that do not run as they are written")
                .register(registry);
        attempts.listen(outcome -> Timer.builder("hub.reload")
                .description("How long it took to take a change of the routes")
                .tag("result", outcome.result().name().toLowerCase(Locale.ROOT))
                .register(registry)
                .record(outcome.took()));
    }
}
