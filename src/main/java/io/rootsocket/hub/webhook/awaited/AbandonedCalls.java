package io.rootsocket.hub.webhook.awaited;

import io.rootsocket.hub.webhook.WebhookCall;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.DelayDefinition;
import org.apache.camel.model.ThrottleDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.jspecify.annotations.Nullable;

/** Ends the route of a call whose caller was told to come back before its next step, so that a loop ends too. */
final class AbandonedCalls implements InterceptStrategy {

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext camel, NamedNode step, Processor target, @Nullable Processor nextTarget) {
        if (step instanceof DelayDefinition) {
            BoundedDelay.bound(target);
        }
        return new Step(step instanceof ThrottleDefinition ? new InterruptedWait(target) : target);
    }

    private static final class Step extends DelegateAsyncProcessor {

        Step(Processor step) {
            super(step);
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback done) {
            if (WebhookCall.awaiting(exchange).filter(WebhookCall::isGivenUp).isPresent()) {
                exchange.setRouteStop(true);
                // What it was not done with must not be known as done: an idempotent step forgets its key.
                exchange.getExchangeExtension().setFailureHandled(true);
                done.done(true);
                return true;
            }
            return super.process(exchange, done);
        }
    }
}
