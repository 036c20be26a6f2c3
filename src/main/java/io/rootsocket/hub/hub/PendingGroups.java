package io.rootsocket.hub.hub;

import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.model.AggregateDefinition;
import org.apache.camel.model.Model;
import org.apache.camel.model.ModelLifecycleStrategySupport;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;

/**
 * Sends on at a stop what an {@code aggregate} has collected, although its group is not complete: the sources of its
 * messages have been told that all is well, and Camel would forget it. A route that says itself what is to happen is left
 * alone.
 */
final class PendingGroups extends ModelLifecycleStrategySupport {

    /** Before the first route comes. */
    static void sendOnAtAStop(CamelContext camel) {
        Objects.requireNonNull(camel.getCamelContextExtension().getContextPlugin(Model.class))
                .addModelLifecycleStrategy(new PendingGroups());
    }

    @Override
    public void onAddRouteDefinition(RouteDefinition route) {
        ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), AggregateDefinition.class).stream()
                .filter(aggregate -> !saysItself(aggregate))
                .forEach(aggregate -> aggregate.setForceCompletionOnStop("true"));
    }

    private static boolean saysItself(AggregateDefinition aggregate) {
        return aggregate.getForceCompletionOnStop() != null
                || aggregate.getCompleteAllOnStop() != null
                || aggregate.getAggregationRepository() != null
                || aggregate.getAggregationRepositoryBean() != null;
    }
}
