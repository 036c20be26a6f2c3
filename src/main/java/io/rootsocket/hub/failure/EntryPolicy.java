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
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.jspecify.annotations.Nullable;

/**
 * Notes at the first route of an exchange where it {@linkplain ExchangeEntry came in}. Once that route is done, with all that
 * it does about failures, what has failed still is given up, and its source hears the truth.
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
        if (route.getProcessor() instanceof DelegateAsyncProcessor steps) {
            steps.setProcessor(new RoomForDeadLetters(steps.getProcessor(), route, keepFailed));
        }
    }

    private record Entrance(KeepFailed keepFailed) implements CamelInternalProcessorAdvice<Optional<ExchangeEntry>> {

        @Override
        public Optional<ExchangeEntry> before(Exchange exchange) {
            Optional<ExchangeEntry> noted = ExchangeEntry.note(exchange);
            noted.ifPresent(entry -> CopyFailureListener.set(exchange, null));
            return noted;
        }

        @Override
        public void after(Exchange exchange, @Nullable Optional<ExchangeEntry> noted) {
            if (noted != null && noted.isPresent()) {
                if (Interruption.ended(exchange, noted.get())) {
                    Interruption.settle(exchange, keepFailed);
                } else if (exchange.getException() != null) {
                    settle(exchange, exchange.getException());
                }
                if (Source.of(exchange) == Source.CALLER) {
                    tellOfLostPart(exchange, noted.get());
                    WebhookAnswer.restore(exchange);
                    WritableAnswer.makeOf(exchange);
                }
                noted.get().settle();
            }
        }

        /** Whoever aggregates may have left out the part that failed; what is kept is told in any case. */
        private static void tellOfLostPart(Exchange exchange, ExchangeEntry entry) {
            Exception caught = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Exception.class);
            if (!entry.isInterrupted() && !AlreadyDeadLettered.isMarked(caught)) {
                entry.ofLostPart().ifPresent(answer -> answer.writeTo(exchange));
            }
        }

        private void settle(Exchange exchange, Exception failure) {
            if (cameTooLate(exchange, failure)) {
                Source.settleFirst(exchange, failure);
                return;
            }
            OnCompletions.runAsFailed(exchange);
            exchange.getExchangeExtension().setErrorHandlerHandled(false);
            if (FailedParts.giveUp(failure, keepFailed)) {
                Source.settleFirst(exchange, failure);
                return;
            }
            keepFailed.process(exchange);
            if (exchange.getExchangeExtension().isErrorHandlerHandled()) {
                Source.handled(exchange, failure);
            } else {
                Source.settleFirst(exchange, failure);
            }
        }

        /** Whether it came into a route that has just been stopped, and its source brings it again. */
        private static boolean cameTooLate(Exchange exchange, Exception failure) {
            var failed = exchange.getExchangeExtension();
            return failure instanceof RejectedExecutionException
                    && !failed.isErrorHandlerHandledSet()
                    && !failed.isRedeliveryExhausted()
                    && Source.bringsAfterAStop(exchange);
        }
    }
}
