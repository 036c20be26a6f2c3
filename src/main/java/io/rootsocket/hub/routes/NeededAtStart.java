package io.rootsocket.hub.routes;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.CamelContext;
import org.apache.camel.Navigate;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.LoadBalanceDefinition;
import org.apache.camel.model.MarshalDefinition;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.UnmarshalDefinition;
import org.apache.camel.model.dataformat.CustomDataFormat;
import org.apache.camel.model.loadbalancer.WeightedLoadBalancerDefinition;
import org.apache.camel.processor.ClaimCheckProcessor;
import org.apache.camel.processor.Enricher;
import org.apache.camel.processor.MulticastProcessor;
import org.apache.camel.processor.PollEnricher;
import org.apache.camel.processor.RecipientList;
import org.apache.camel.processor.aggregate.AggregateProcessor;
import org.apache.camel.processor.aggregate.AggregationStrategyBeanAdapter;
import org.apache.camel.processor.aggregate.ShareUnitOfWorkAggregationStrategy;
import org.apache.camel.processor.errorhandler.RedeliveryPolicy;
import org.apache.camel.spi.OptimisticLockingAggregationRepository;
import org.apache.camel.spi.RestApiProcessorFactory;
import org.apache.camel.spi.RestConfiguration;
import org.apache.camel.spi.RestConsumerFactory;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.ResolverHelper;
import org.apache.camel.support.processor.MarshalProcessor;
import org.apache.camel.support.processor.UnmarshalProcessor;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;

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
        rest(created);
        if (created.getProcessor() instanceof Navigate<?> steps) {
            boolean ofBeans = created.getRoute() instanceof ProcessorDefinition<?> route && hasFormatOfBean(route);
            inSteps(steps, ofBeans);
        }
    }

    /** What takes the requests of a {@code rest}, and what describes it, is looked for when it starts. */
    private static void rest(Route created) {
        CamelContext camel = created.getCamelContext();
        String uri = created.getEndpoint().getEndpointUri();
        RestConfiguration rest = Objects.requireNonNullElseGet(camel.getRestConfiguration(), RestConfiguration::new);
        if (uri.startsWith("rest:") && rest.getComponent() != null) {
            taking(camel, rest.getComponent());
        }
        if (uri.startsWith("rest-api:")
                && camel.getRegistry().findByType(RestApiProcessorFactory.class).size() != 1
                && Stream.of(Objects.requireNonNullElse(rest.getApiComponent(), "openapi"), "swagger")
                        .allMatch(name -> ResolverHelper.resolveService(
                                        camel, "restapi/" + name, RestApiProcessorFactory.class)
                                .isEmpty())) {
            throw new IllegalStateException("Cannot find RestApiProcessorFactory");
        }
    }

    private static void taking(CamelContext camel, String component) {
        Object bean = camel.getRegistry().lookupByName(component);
        Object found = bean instanceof RestConsumerFactory ? bean : camel.getComponent(component);
        if (found == null) {
            throw new IllegalStateException("No endpoint could be found for: %s:".formatted(component));
        }
        if (!(found instanceof RestConsumerFactory)) {
            throw new IllegalStateException("Component %s is not a RestConsumerFactory".formatted(component));
        }
    }

    private static void inSteps(Navigate<?> steps, boolean formatsOfBeans) {
        for (Object step : steps.hasNext() ? Objects.requireNonNull(steps.next()) : List.of()) {
            if (step instanceof AggregateProcessor aggregate) {
                completion(aggregate);
            }
            startsAlone(strategy(step));
            if (!formatsOfBeans && (step instanceof MarshalProcessor || step instanceof UnmarshalProcessor)) {
                // Starts nothing but its data format, which is its own, and reads only then what that is to do.
                startsAlone(step);
            }
            if (step instanceof Navigate<?> inner && step instanceof Processor) {
                inSteps(inner, formatsOfBeans);
            }
        }
    }

    /** Whether a data format is a bean, which others may use: that is not started here, and above all not stopped. */
    private static boolean hasFormatOfBean(ProcessorDefinition<?> step) {
        return step instanceof MarshalDefinition marshal && marshal.getDataFormatType() instanceof CustomDataFormat
                || step instanceof UnmarshalDefinition unmarshal
                        && unmarshal.getDataFormatType() instanceof CustomDataFormat
                || step.getOutputs().stream().anyMatch(NeededAtStart::hasFormatOfBean);
    }

    /** The strategy that looks for its method once it starts; any other may do anything then. */
    private static @Nullable Object strategy(Object step) {
        AggregationStrategy strategy = null;
        if (step instanceof AggregateProcessor aggregate) {
            strategy = aggregate.getAggregationStrategy();
        } else if (step instanceof MulticastProcessor multicast) {
            strategy = multicast.getAggregationStrategy();
        } else if (step instanceof RecipientList recipients) {
            strategy = recipients.getAggregationStrategy();
        } else if (step instanceof Enricher enricher) {
            strategy = enricher.getAggregationStrategy();
        } else if (step instanceof PollEnricher enricher) {
            strategy = enricher.getAggregationStrategy();
        } else if (step instanceof ClaimCheckProcessor check) {
            strategy = check.getAggregationStrategy();
        }
        while (strategy instanceof ShareUnitOfWorkAggregationStrategy shared) {
            strategy = shared.getDelegate();
        }
        return strategy instanceof AggregationStrategyBeanAdapter ? strategy : null;
    }

    private static void startsAlone(@Nullable Object service) {
        if (service != null) {
            try {
                ServiceHelper.startService(service);
            } finally {
                ServiceHelper.stopService(service);
            }
        }
    }

    private static void completion(AggregateProcessor aggregate) {
        if (neverCompletes(aggregate)) {
            throw new IllegalStateException("At least one of the completions options must be set");
        }
        if (aggregate.getCompletionInterval() > 0 && aggregate.getCompletionTimeout() > 0) {
            throw new IllegalArgumentException("Only one of completionInterval or completionTimeout can be used");
        }
        if (aggregate.isOptimisticLocking()
                && aggregate.getAggregationRepository() != null
                && !(aggregate.getAggregationRepository() instanceof OptimisticLockingAggregationRepository)) {
            throw new IllegalArgumentException("Optimistic locking cannot be enabled");
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
