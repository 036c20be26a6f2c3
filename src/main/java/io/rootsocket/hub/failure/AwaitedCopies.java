package io.rootsocket.hub.failure;

import io.rootsocket.hub.failure.FailedParts.Handling;
import java.util.List;
import java.util.function.Supplier;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.AggregateDefinition;
import org.apache.camel.model.CircuitBreakerDefinition;
import org.apache.camel.model.DynamicRouterDefinition;
import org.apache.camel.model.EnrichDefinition;
import org.apache.camel.model.KameletDefinition;
import org.apache.camel.model.LoadBalanceDefinition;
import org.apache.camel.model.MulticastDefinition;
import org.apache.camel.model.RecipientListDefinition;
import org.apache.camel.model.ResequenceDefinition;
import org.apache.camel.model.RoutingSlipDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.SplitDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.WireTapDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.jspecify.annotations.Nullable;

/** Notes with an exchange, while one of its steps runs, who waits for the copies that the step makes of it. */
final class AwaitedCopies implements InterceptStrategy {

    /** What sends an exchange elsewhere, or a copy of it, and goes by what becomes of it. */
    private static final List<Class<? extends NamedNode>> SENDERS = List.of(
            SendDefinition.class,
            ToDynamicDefinition.class,
            EnrichDefinition.class,
            KameletDefinition.class,
            CircuitBreakerDefinition.class,
            LoadBalanceDefinition.class,
            RoutingSlipDefinition.class,
            DynamicRouterDefinition.class);

    private final KeepFailed keepFailed;

    AwaitedCopies(KeepFailed keepFailed) {
        this.keepFailed = keepFailed;
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext camel, NamedNode step, Processor target, @Nullable Processor nextTarget) {
        if (step instanceof WireTapDefinition<?>
                || step instanceof AggregateDefinition
                || step instanceof ResequenceDefinition) {
            return new Step(target, () -> keepFailed::process);
        }
        if (step instanceof SplitDefinition split) {
            boolean drops = split.getAggregationStrategy() == null
                    && split.getAggregationStrategyBean() == null
                    && !isTrue(camel, split.getShareUnitOfWork());
            return parts(target, isTrue(camel, split.getStopOnException()), drops);
        }
        if (step instanceof MulticastDefinition multicast) {
            return parts(target, isTrue(camel, multicast.getStopOnException()), false);
        }
        if (step instanceof RecipientListDefinition<?> recipients) {
            return parts(target, isTrue(camel, recipients.getStopOnException()), false);
        }
        return SENDERS.stream().anyMatch(type -> type.isInstance(step))
                ? new Step(target, () -> CopyFailureListener.THE_STEP)
                : AsyncProcessorConverterHelper.convert(target);
    }

    private static boolean isTrue(CamelContext camel, @Nullable String option) {
        return Boolean.TRUE.equals(CamelContextHelper.parseBoolean(camel, option));
    }

    private Processor parts(Processor target, boolean stops, boolean drops) {
        Handling otherwise = drops ? Handling.DROP : Handling.AGGREGATE;
        return new Step(target, () -> new FailedParts(keepFailed, stops ? Handling.STOP : otherwise));
    }

    private static final class Step extends DelegateAsyncProcessor {

        private final Supplier<CopyFailureListener> listener;

        private Step(Processor step, Supplier<CopyFailureListener> listener) {
            super(step);
            this.listener = listener;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback done) {
            CopyFailureListener before = CopyFailureListener.of(exchange);
            CopyFailureListener now = listener.get();
            CopyFailureListener.set(exchange, now);
            return super.process(exchange, sync -> {
                CopyFailureListener.set(exchange, before);
                if (now instanceof FailedParts parts) {
                    parts.end(exchange);
                }
                done.done(sync);
            });
        }
    }
}
