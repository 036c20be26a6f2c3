package io.rootsocket.hub.routes;

import java.util.List;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.Navigate;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.LoadBalanceDefinition;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.loadbalancer.WeightedLoadBalancerDefinition;
import org.apache.camel.processor.aggregate.AggregateProcessor;
import org.apache.camel.processor.errorhandler.RedeliveryPolicy;
import org.apache.camel.support.CamelContextHelper;

/** What Camel looks for only while a route starts, though nothing needs to be started to tell. */
final class NeededAtStart {

    private NeededAtStart() {}

    /** @throws RuntimeException as Camel would, at the start */
    static void require(CamelContext camel, RouteBuilder routes) {
        routes.getRouteCollection().getOnExceptions().forEach(onException -> require(camel, onException));
        routes.getRouteCollection().getRoutes().forEach(route -> require(camel, route));
    }

    private static void require(CamelContext camel, ProcessorDefinition<?> step) {
        if (step instanceof OnExceptionDefinition onException && onException.getRedeliveryPolicyRef() != null) {
            String name = camel.resolvePropertyPlaceholders(onException.getRedeliveryPolicyRef());
            CamelContextHelper.mandatoryLookup(camel, name, RedeliveryPolicy.class);
        }
        if (step instanceof LoadBalanceDefinition balance
                && balance.getLoadBalancerType() instanceof WeightedLoadBalancerDefinition weighted) {
            String ratio = camel.resolvePropertyPlaceholders(weighted.getDistributionRatio());
            String delimiter = weighted.getDistributionRatioDelimiter();
            int parts = ratio.split(delimiter == null ? "," : delimiter).length;
            if (parts != balance.getOutputs().size()) {
                throw new IllegalArgumentException("Loadbalacing with %d should match number of distributions %d"
                        .formatted(balance.getOutputs().size(), parts));
            }
        }
        step.getOutputs().forEach(inner -> require(camel, inner));
    }

    /** @throws RuntimeException as Camel would, at the start */
    static void require(Route created) {
        if (created.getProcessor() instanceof Navigate<?> steps) {
            completions(steps);
        }
    }

    private static void completions(Navigate<?> steps) {
        for (Object step : steps.hasNext() ? Objects.requireNonNull(steps.next()) : List.of()) {
            if (step instanceof AggregateProcessor aggregate && neverCompletes(aggregate)) {
                throw new IllegalStateException("At least one of the completions options must be set");
            }
            if (step instanceof Navigate<?> inner && step instanceof Processor) {
                completions(inner);
            }
        }
    }

    private static boolean neverCompletes(AggregateProcessor aggregate) {
        return !aggregate.getAggregationStrategy().canPreComplete()
                && aggregate.getCompletionTimeout() <= 0
                && aggregate.getCompletionInterval() <= 0
                && aggregate.getCompletionSize() <= 0
                && aggregate.getCompletionPredicate() == null
                && !aggregate.isCompletionFromBatchConsumer()
                && aggregate.getCompletionTimeoutExpression() == null
                && aggregate.getCompletionSizeExpression() == null;
    }
}
