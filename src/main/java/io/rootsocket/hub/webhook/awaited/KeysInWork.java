package io.rootsocket.hub.webhook.awaited;

import io.rootsocket.hub.webhook.WebhookCall;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.IdempotentConsumerDefinition;
import org.apache.camel.processor.idempotent.IdempotentConsumer;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.apache.camel.support.MessageHelper;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.jspecify.annotations.Nullable;

/**
 * Tells a caller to come back whose message has the key of one that is being worked on for another call. An idempotent step
 * takes it for a duplicate: its caller would hear that all is well, and nothing would be sent if the other fails, or is given
 * up. Safe for threads.
 */
final class KeysInWork implements InterceptStrategy {

    /** By which call each key is held. */
    private final Map<Key, WebhookCall> held = new ConcurrentHashMap<>();

    /** @param repository which remembers those that are done with */
    private record Key(IdempotentRepository repository, String value) {}

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext camel, NamedNode step, Processor target, @Nullable Processor nextTarget) {
        return step instanceof IdempotentConsumerDefinition
                ? consumer(target)
                        .<Processor>map(consumer -> new Step(target, consumer))
                        .orElse(target)
                // Camel warns of an interceptor that gives back a step as it was made.
                : AsyncProcessorConverterHelper.convert(target);
    }

    /** The step, wherever it is in what interceptors have put around it. */
    private static Optional<IdempotentConsumer> consumer(Processor step) {
        if (step instanceof IdempotentConsumer consumer) {
            return Optional.of(consumer);
        }
        return step instanceof DelegateAsyncProcessor around ? consumer(around.getProcessor()) : Optional.empty();
    }

    private final class Step extends DelegateAsyncProcessor {

        private final IdempotentConsumer consumer;

        Step(Processor step, IdempotentConsumer consumer) {
            super(step);
            this.consumer = consumer;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback done) {
            Optional<WebhookCall> call = WebhookCall.awaiting(exchange);
            String value = call.isPresent() ? value(exchange) : null;
            if (call.isEmpty() || value == null) {
                return super.process(exchange, done);
            }
            var key = new Key(consumer.getIdempotentRepository(), value);
            WebhookCall holder = held.putIfAbsent(key, call.get());
            if (holder == call.get()) {
                return super.process(exchange, done);
            }
            if (holder != null) {
                exchange.setException(new KeyInWorkException(value));
                done.done(true);
                return true;
            }
            // Camel runs the last one first: by then the repository has the key as done with, or not at all.
            exchange.getExchangeExtension().addOnCompletion(new Release(key));
            return super.process(exchange, doneSync -> {
                if (exchange.getProperty(ExchangePropertyKey.DUPLICATE_MESSAGE) != null) {
                    held.remove(key, call.get());
                }
                done.done(doneSync);
            });
        }

        /** Null if there is none, of which the step itself tells. */
        private @Nullable String value(Exchange exchange) {
            try {
                return consumer.getMessageIdExpression().evaluate(exchange, String.class);
            } catch (RuntimeException notToBeHad) {
                return null;
            } finally {
                MessageHelper.resetStreamCache(exchange.getMessage());
            }
        }
    }

    private final class Release extends SynchronizationAdapter {

        private final Key key;

        Release(Key key) {
            this.key = key;
        }

        @Override
        public void onDone(Exchange exchange) {
            WebhookCall.by(exchange).ifPresent(call -> held.remove(key, call));
        }
    }
}
