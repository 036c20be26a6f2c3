package io.rootsocket.hub.settings;

import io.rootsocket.hub.firewall.ComputedAddresses;
import io.rootsocket.hub.firewall.UnusableInstructionException;
import java.util.Optional;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.Processor;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.model.DynamicRouterDefinition;
import org.apache.camel.model.EnrichDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.PollDefinition;
import org.apache.camel.model.PollEnrichDefinition;
import org.apache.camel.model.RecipientListDefinition;
import org.apache.camel.model.RoutingSlipDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.WireTapDefinition;
import org.apache.camel.model.language.ExpressionDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.apache.camel.util.ObjectHelper;
import org.jspecify.annotations.Nullable;

/**
 * Tells {@link ComputedAddresses} what routes write in the steps that compute an address, and in those to an endpoint that
 * runs what it is given: by a header it may be told to make another endpoint of its kind. Safe for threads.
 */
record WrittenAddresses(ComputedAddresses computed) implements InterceptStrategy {

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext camel, NamedNode step, Processor target, @Nullable Processor nextTarget) {
        Optional<String> text = text(step).map(camel::resolvePropertyPlaceholders);
        if (text.isPresent() && goesOnElsewhere(step)) {
            computed.note(text.get());
        }
        // Camel warns of an interceptor that gives back a step as it was made.
        return text.isPresent()
                ? new Computing(target, computed, text.get())
                : AsyncProcessorConverterHelper.convert(target);
    }

    private static Optional<String> text(NamedNode step) {
        if (step instanceof ToDefinition fixed) {
            return Optional.ofNullable(fixed.getUri()).filter(ComputedAddresses::isObedient);
        }
        if (step instanceof ToDynamicDefinition dynamic) {
            return Optional.ofNullable(dynamic.getUri());
        }
        if (step instanceof PollDefinition poll) {
            return Optional.ofNullable(poll.getUri());
        }
        boolean computes =
                goesOnElsewhere(step) || step instanceof EnrichDefinition || step instanceof PollEnrichDefinition;
        return computes
                ? Optional.ofNullable(((ExpressionNode) step).getExpression()).map(ExpressionDefinition::getExpression)
                : Optional.empty();
    }

    private static boolean goesOnElsewhere(NamedNode step) {
        return step instanceof WireTapDefinition
                || step instanceof RecipientListDefinition
                || step instanceof RoutingSlipDefinition
                || step instanceof DynamicRouterDefinition;
    }

    private static final class Computing extends DelegateAsyncProcessor {

        private final ComputedAddresses computed;
        private final String text;

        private Computing(Processor step, ComputedAddresses computed, String text) {
            super(step);
            this.computed = computed;
            this.text = text;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            return computed.within(
                    text,
                    () -> super.process(exchange, doneSync -> {
                        unknown(exchange.getException()).ifPresent(exchange::setException);
                        callback.done(doneSync);
                    }));
        }

        private Optional<UnusableInstructionException> unknown(@Nullable Exception failure) {
            if (failure == null || ObjectHelper.getException(UnusableInstructionException.class, failure) != null) {
                return Optional.empty();
            }
            String address = null;
            if (failure instanceof NoSuchEndpointException none) {
                address = none.getUri();
            } else if (failure instanceof ResolveEndpointFailedException unresolved) {
                address = unresolved.getUri();
            }
            return Optional.ofNullable(address).flatMap(unresolved -> ComputedAddresses.unknown(unresolved, text));
        }
    }
}
