package io.rootsocket.hub.trail.capture;

import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.spi.CamelInternalProcessorAdvice;
import org.apache.camel.spi.InternalProcessor;
import org.apache.camel.support.RoutePolicySupport;
import org.jspecify.annotations.Nullable;

/**
 * Records what comes in at the first route of an exchange, before any step of it, and what became of it once that route is
 * done, after all that is done about a failure. The first policy of a route: what is done at its end comes last.
 */
final class Entries extends RoutePolicySupport {

    private final Recorder recorder;

    Entries(Recorder recorder) {
        this.recorder = recorder;
    }

    @Override
    public void onInit(Route route) {
        if (route.getProcessor() instanceof InternalProcessor steps) {
            TracedRoute traced = recorder.begins(route);
            if (!traced.asks()) {
                steps.addAdvice(new Entry(recorder, traced));
            }
        }
    }

    @Override
    public void onRemove(Route route) {
        recorder.ends(route);
    }

    private record Entry(Recorder recorder, TracedRoute route) implements CamelInternalProcessorAdvice<TracedExchange> {

        @Override
        public @Nullable TracedExchange before(Exchange exchange) {
            TracedExchange known = TracedExchange.known(exchange);
            if (known == null) {
                return recorder.arrived(exchange, route);
            }
            recorder.letIn(known);
            return null;
        }

        @Override
        public void after(Exchange exchange, @Nullable TracedExchange arrived) {
            if (arrived != null) {
                recorder.handled(exchange, arrived);
            }
        }
    }
}
