package io.rootsocket.hub.routetest;

import io.rootsocket.hub.webhook.ExchangeEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.WaitForTaskToComplete;
import org.apache.camel.component.seda.BlockingQueueFactory;
import org.apache.camel.component.seda.SedaComponent;
import org.apache.camel.component.seda.SedaConsumerNotAvailableException;
import org.apache.camel.component.seda.SedaEndpoint;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.support.ExchangeHelper;

/**
 * Camel's {@code seda:} without its threads: what is sent is taken here and now, by a copy as always, so that a test has the
 * same outcome each time. The loop of Camel's own consumer would never return. Not for threads.
 */
final class VirtualSeda extends SedaComponent {

    private final Map<String, List<Taker>> takers = new TreeMap<>();

    @Override
    protected SedaEndpoint createEndpoint(
            String uri, Component component, BlockingQueueFactory<Exchange> queues, int consumers) {
        return new Queue(uri, this, queues, consumers);
    }

    @Override
    protected SedaEndpoint createEndpoint(
            String uri, Component component, BlockingQueue<Exchange> queue, int consumers) {
        return new Queue(uri, this, queue, consumers);
    }

    /** Endpoints of one queue differ in their options. */
    private List<Taker> takers(Queue queue) {
        return takers.computeIfAbsent(getQueueKey(queue.getEndpointUri()), key -> new ArrayList<>());
    }

    private static final class Queue extends SedaEndpoint {

        private final VirtualSeda seda;

        private Queue(String uri, VirtualSeda seda, BlockingQueueFactory<Exchange> queues, int consumers) {
            super(uri, seda, queues, consumers);
            this.seda = seda;
        }

        private Queue(String uri, VirtualSeda seda, BlockingQueue<Exchange> queue, int consumers) {
            super(uri, seda, queue, consumers);
            this.seda = seda;
        }

        @Override
        public Producer createProducer() {
            return new Sender(this);
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            return new Taker(this, processor);
        }
    }

    private static final class Taker extends DefaultConsumer {

        private final Queue queue;

        private Taker(Queue queue, Processor processor) {
            super(queue, processor);
            this.queue = queue;
        }

        @Override
        protected void doStart() throws Exception {
            super.doStart();
            queue.seda.takers(queue).add(this);
        }

        @Override
        protected void doStop() throws Exception {
            queue.seda.takers(queue).remove(this);
            super.doStop();
        }

        void take(Exchange sent) {
            Exchange taken = createExchange(false);
            ExchangeHelper.copyResults(taken, sent);
            taken.setPattern(sent.getPattern());
            ExchangeEntry.passOn(taken, sent.getPattern() == ExchangePattern.InOut);
            try {
                getProcessor().process(taken);
            } catch (Exception e) {
                taken.setException(e);
            }
            ExchangeHelper.copyResults(sent, taken);
            sent.setException(taken.getException());
        }
    }

    private static final class Sender extends DefaultProducer {

        private final Queue queue;

        private Sender(Queue queue) {
            super(queue);
            this.queue = queue;
        }

        @Override
        public void process(Exchange exchange) throws Exception {
            List<Taker> takers = List.copyOf(queue.seda.takers(queue));
            if (takers.isEmpty() && queue.isFailIfNoConsumers()) {
                throw new SedaConsumerNotAvailableException("No route takes from `%s`.".formatted(queue), exchange);
            }
            boolean waits = queue.getWaitForTaskToComplete() == WaitForTaskToComplete.Always
                    || queue.getWaitForTaskToComplete() == WaitForTaskToComplete.IfReplyExpected
                            && ExchangeHelper.isOutCapable(exchange);
            for (Taker taker :
                    takers.subList(0, queue.isMultipleConsumers() ? takers.size() : Math.min(1, takers.size()))) {
                Exchange copy = ExchangeHelper.createCopy(exchange, true);
                copy.setPattern(waits ? ExchangePattern.InOut : ExchangePattern.InOnly);
                taker.take(copy);
                if (waits) {
                    ExchangeHelper.copyResults(exchange, copy);
                    exchange.setException(copy.getException());
                }
            }
        }
    }
}
