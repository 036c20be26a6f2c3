package io.rootsocket.hub.failure;

import io.rootsocket.hub.failure.queue.QueueFullException;
import io.rootsocket.hub.webhook.ExchangeEntry;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Component;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.component.seda.BlockingQueueFactory;
import org.apache.camel.component.seda.SedaComponent;
import org.apache.camel.component.seda.SedaConsumer;
import org.apache.camel.component.seda.SedaConsumerNotAvailableException;
import org.apache.camel.component.seda.SedaEndpoint;
import org.apache.camel.component.seda.SedaProducer;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;

/**
 * Camel's {@code seda:}, for which a source is a source still: who waits for what becomes of a message behind the queue
 * hears it. A caller hears at once that the queue is full or that nobody takes from it, and its message is never dropped in
 * silence. Safe for threads.
 */
public final class PromptSedaComponent extends SedaComponent {

    /** How long a caller waits for room in a queue whose senders are to wait. */
    private static final int MAX_WAIT_MILLIS = 5_000;

    @Override
    protected SedaEndpoint createEndpoint(
            String uri, Component component, BlockingQueueFactory<Exchange> queues, int consumers) {
        return new Queue(uri, component, queues, consumers);
    }

    @Override
    protected SedaEndpoint createEndpoint(
            String uri, Component component, BlockingQueue<Exchange> queue, int consumers) {
        return new Queue(uri, component, queue, consumers);
    }

    private static final class Queue extends SedaEndpoint {

        private Queue(String uri, Component component, BlockingQueueFactory<Exchange> queues, int consumers) {
            super(uri, component, queues, consumers);
        }

        private Queue(String uri, Component component, BlockingQueue<Exchange> queue, int consumers) {
            super(uri, component, queue, consumers);
        }

        @Override
        public Producer createProducer() {
            long wait = getOfferTimeout() > 0 ? Math.min(getOfferTimeout(), MAX_WAIT_MILLIS) : MAX_WAIT_MILLIS;
            return new BySource(
                    this,
                    new Sender(this, isBlockWhenFull(), false, wait),
                    new Sender(this, isBlockWhenFull(), isDiscardWhenFull(), getOfferTimeout()));
        }

        @Override
        protected SedaConsumer createNewConsumer(Processor route) {
            SedaConsumer consumer = super.createNewConsumer(route);
            consumer.setExceptionHandler(new ToldToItsSender(consumer.getExceptionHandler()));
            return consumer;
        }

        boolean isAbandoned() {
            return !getQueueReference().hasConsumers() && !ChangingRoutes.areOn(getCamelContext());
        }
    }

    /** Sends for a caller in another way than for the rest. */
    private static final class BySource extends DefaultAsyncProducer {

        private final Sender forCallers;
        private final Sender forOthers;

        private BySource(Queue queue, Sender forCallers, Sender forOthers) {
            super(queue);
            this.forCallers = forCallers;
            this.forOthers = forOthers;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            Sender sender = Source.of(exchange) == Source.CALLER ? forCallers : forOthers;
            return sender.process(exchange, callback);
        }

        @Override
        protected void doStart() throws Exception {
            super.doStart();
            ServiceHelper.startService(forCallers, forOthers);
        }

        @Override
        protected void doStop() throws Exception {
            ServiceHelper.stopService(forCallers, forOthers);
            super.doStop();
        }
    }

    private static final class Sender extends SedaProducer {

        private final Queue queue;

        private Sender(Queue queue, boolean blockWhenFull, boolean discardWhenFull, long offerTimeout) {
            super(
                    queue,
                    queue.getWaitForTaskToComplete(),
                    queue.getTimeout(),
                    blockWhenFull,
                    discardWhenFull,
                    offerTimeout);
            this.queue = queue;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            try {
                return super.process(exchange, callback);
            } catch (IllegalStateException full) {
                exchange.setException(
                        new QueueFullException("The queue `%s` takes nothing now: it is full.".formatted(queue), full));
                callback.done(true);
                return true;
            }
        }

        @Override
        protected Exchange prepareCopy(Exchange exchange, boolean handover) {
            Exchange copy = super.prepareCopy(exchange, handover);
            // Who waits for it hears of a failure, and deals with it.
            ExchangeEntry.passOn(copy, !handover);
            return copy;
        }

        @Override
        protected void addToQueue(Exchange exchange, boolean copy)
                throws SedaConsumerNotAvailableException, IOException {
            if (ExchangeEntry.isPassedOn(exchange) && queue.isAbandoned()) {
                throw new SedaConsumerNotAvailableException("No route takes from `%s` now.".formatted(queue), exchange);
            }
            super.addToQueue(exchange, copy);
        }
    }

    /** What the sender of an exchange hears of it need not be logged once more. */
    private record ToldToItsSender(ExceptionHandler otherwise) implements ExceptionHandler {

        @Override
        public void handleException(Throwable failure) {
            otherwise.handleException(failure);
        }

        @Override
        public void handleException(@Nullable String message, Throwable failure) {
            otherwise.handleException(message, failure);
        }

        @Override
        public void handleException(@Nullable String message, @Nullable Exchange exchange, Throwable failure) {
            if (exchange == null || !ExchangeEntry.isWithin(exchange)) {
                otherwise.handleException(message, exchange, failure);
            }
        }
    }
}
