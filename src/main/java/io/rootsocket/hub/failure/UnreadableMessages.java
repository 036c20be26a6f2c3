package io.rootsocket.hub.failure;

import io.rootsocket.hub.failure.queue.UnreadBody;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.Route;
import org.apache.camel.component.jms.JmsMessage;
import org.apache.camel.spi.CamelInternalProcessorAdvice;
import org.apache.camel.spi.InternalProcessor;
import org.apache.camel.support.RoutePolicySupport;
import org.jspecify.annotations.Nullable;

/**
 * Makes a dead letter at once of a message that came from a queue and cannot be read, such as one that holds a serialised
 * object. Camel gives it to the route as a failure; a route would end before any handler of failures, and the broker
 * deliver it again until it drops it.
 */
final class UnreadableMessages extends RoutePolicySupport {

    private final KeepFailed keepFailed;

    UnreadableMessages(KeepFailed keepFailed) {
        this.keepFailed = keepFailed;
    }

    @Override
    public void onInit(Route route) {
        if (route.getProcessor() instanceof InternalProcessor steps) {
            steps.addAdvice(new Refusal(keepFailed));
        }
    }

    private record Refusal(KeepFailed keepFailed) implements CamelInternalProcessorAdvice<Object> {

        @Override
        public @Nullable Object before(Exchange exchange) {
            if (exchange.getException() != null && exchange.getIn() instanceof JmsMessage unread) {
                refuse(exchange, unread);
            }
            return null;
        }

        private void refuse(Exchange exchange, JmsMessage unread) {
            Optional.ofNullable(unread.getJmsMessage())
                    .flatMap(UnreadBody::of)
                    .ifPresent(body -> replaceBody(exchange, body));
            keepFailed.process(exchange);
            if (AlreadyDeadLettered.isMarked(exchange.getException())) {
                exchange.setException(null);
                exchange.setRouteStop(true);
                // Who sent it hears nothing of why it was refused.
                exchange.setPattern(ExchangePattern.InOnly);
            }
        }

        private static void replaceBody(Exchange exchange, Object body) {
            exchange.getIn().setBody(body);
            Message original = exchange.getUnitOfWork() == null
                    ? null
                    : exchange.getUnitOfWork().getOriginalInMessage();
            if (original != null) {
                original.setBody(body);
            }
        }

        @Override
        public void after(Exchange exchange, @Nullable Object nothing) {
            // What is left to say was said before.
        }

        @Override
        public boolean hasState() {
            return false;
        }
    }
}
