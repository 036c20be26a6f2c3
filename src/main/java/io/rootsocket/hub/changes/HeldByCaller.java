package io.rootsocket.hub.changes;

import java.util.Map;
import java.util.Optional;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.KameletDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.jspecify.annotations.Nullable;

/**
 * Has the exchange that calls a kamelet hold what was taken in there. Within the kamelet there is a copy, which is done as
 * soon as the kamelet's own steps are.
 */
final class HeldByCaller implements InterceptStrategy {

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext camel, NamedNode step, Processor target, @Nullable Processor nextTarget) {
        // Camel warns of an interceptor that gives back a step as it was made.
        return mayCallKamelet(step) && !isWithinKamelet(step)
                ? new Call(target)
                : AsyncProcessorConverterHelper.convert(target);
    }

    private static boolean mayCallKamelet(NamedNode step) {
        return step instanceof ToDefinition to
                        && String.valueOf(to.getEndpointUri()).contains("kamelet:")
                || step instanceof ToDynamicDefinition
                || step instanceof KameletDefinition;
    }

    /** Whether its exchange is itself the copy of one that calls. */
    private static boolean isWithinKamelet(NamedNode step) {
        RouteDefinition route =
                step instanceof ProcessorDefinition<?> steps ? ProcessorDefinitionHelper.getRoute(steps) : null;
        if (route == null) {
            return false;
        }
        Map<String, Object> parameters = route.getTemplateParameters();
        return parameters != null
                && parameters.containsKey("parentRouteId")
                && Optional.ofNullable(route.getEndpointUrl()).orElse("").startsWith("kamelet:");
    }

    private static final class Call extends DelegateAsyncProcessor {

        Call(Processor step) {
            super(step);
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback done) {
            return super.process(exchange, doneSync -> {
                Changes.holdBy(exchange);
                done.done(doneSync);
            });
        }
    }
}
