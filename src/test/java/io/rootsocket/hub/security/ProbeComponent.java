package io.rootsocket.hub.security;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.Route;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.util.CaseInsensitiveMap;

/**
 * A component as it may come with {@code ext/}: nothing is known of it, and it filters nothing. Sending to it shows what a
 * component gets to see; receiving from it brings whatever a test gives it; and it leaves headers on what is sent to it.
 */
final class ProbeComponent extends DefaultComponent {

    private final BlockingQueue<Map<String, Object>> seen = new LinkedBlockingQueue<>();
    private Map<String, Object> brings = Map.of();

    /** The headers of what was sent here, the oldest first. */
    BlockingQueue<Map<String, Object>> seen() {
        return seen;
    }

    /** Lets a message of a stranger come in by a route. */
    void receive(String route, Map<String, Object> headers) throws Exception {
        Route running = Objects.requireNonNull(getCamelContext().getRoute(route));
        var consumer = (DefaultConsumer) Objects.requireNonNull(running.getConsumer());
        Exchange exchange = consumer.createExchange(true);
        exchange.getIn().setBody("from a stranger");
        exchange.getIn().setHeaders(new CaseInsensitiveMap(headers));
        consumer.getProcessor().process(exchange);
    }

    /** What an answer of it holds from now on. */
    void answersWith(Map<String, Object> headers) {
        brings = Map.copyOf(headers);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        return new Probe(uri, this);
    }

    private static final class Probe extends DefaultEndpoint {

        private final ProbeComponent component;

        Probe(String uri, Component component) {
            super(uri, component);
            this.component = (ProbeComponent) component;
        }

        @Override
        public Producer createProducer() {
            return new DefaultProducer(this) {
                @Override
                public void process(Exchange exchange) {
                    component.seen.add(
                            new CaseInsensitiveMap(exchange.getMessage().getHeaders()));
                    exchange.getMessage().getHeaders().putAll(component.brings);
                }
            };
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            return new DefaultConsumer(this, processor);
        }
    }
}
