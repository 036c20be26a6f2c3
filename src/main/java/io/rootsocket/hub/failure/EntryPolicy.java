package io.rootsocket.hub.failure;

import io.rootsocket.hub.webhook.ExchangeEntry;
import io.rootsocket.hub.webhook.WebhookAnswer;
import io.rootsocket.hub.webhook.WritableAnswer;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Route;
import org.apache.camel.spi.CamelInternalProcessorAdvice;
import org.apache.camel.spi.InternalProcessor;
import org.apache.camel.support.RoutePolicySupport;
import org.jspecify.annotations.Nullable;

/**
 * Notes at the first route of an exchange where it {@linkplain ExchangeEntry came in}, and sees to it that its source hears the
 * truth once that route is done, however it failed.
 */
final class EntryPolicy extends RoutePolicySupport {

    private final KeepFailed keepFailed;

    EntryPolicy(KeepFailed keepFailed) {
        this.keepFailed = keepFailed;
    }

    @Override
    public void onInit(Route route) {
        if (route.getProcessor() instanceof InternalProcessor steps) {
            steps.addAdvice(new Entrance(keepFailed));
        }
    }

    private record Entrance(KeepFailed keepFailed) implements CamelInternalProcessorAdvice<Optional<ExchangeEntry>> {

        @Override
        public Optional<ExchangeEntry> before(Exchange exchange) {
            return ExchangeEntry.note(exchange);
        }

        @Override
        public void after(Exchange exchange, @Nullable Optional<ExchangeEntry> noted) {
            if (noted != null && noted.isPresent()) {
                if (Interruption.ended(exchange, noted.get())) {
                    Interruption.settle(exchange, keepFailed);
                } else if (exchange.getException() != null) {
                    settle(exchange, exchange.getException());
                } else if (Source.of(exchange) == Source.CALLER) {
                    // Whoever aggregates may have left out the part that failed.
                    noted.get().ofLostPart().ifPresent(answer -> answer.writeTo(exchange));
                }
                if (Source.of(exchange) == Source.CALLER) {
                    WebhookAnswer.restore(exchange);
                    WritableAnswer.makeOf(exchange);
                }
                noted.get().settle();
            }
        }

        private void settle(Exchange exchange, Exception failure) {
            var failed = exchange.getExchangeExtension();
            if (!failed.isErrorHandlerHandledSet() && !failed.isRedeliveryExhausted() && isUnseen(exchange, failure)) {
                keepFailed.process(exchange);
            }
            if (failed.isErrorHandlerHandledSet() && failed.isErrorHandlerHandled()) {
                exchange.setProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, failure);
                exchange.setException(null);
            } else {
                Source.settleFirst(exchange, failure);
            }
        }

        /**
         * Whether no handler of errors could see to it, and nobody else does. A circuit breaker's own failure passes none, nor
         * does what comes into a route that has just been stopped. A route may also want none.
         */
        private static boolean isUnseen(Exchange exchange, Exception failure) {
            return failure instanceof RejectedExecutionException
                    ? !Source.bringsAfterAStop(exchange)
                    : exchange.getProperty(ExchangePropertyKey.CIRCUIT_BREAKER_RESPONSE_SUCCESSFUL_EXECUTION) != null;
        }
    }
}
