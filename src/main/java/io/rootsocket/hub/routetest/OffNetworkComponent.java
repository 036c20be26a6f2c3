package io.rootsocket.hub.routetest;

import java.util.Map;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.PollingConsumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.support.PollingConsumerSupport;
import org.apache.camel.util.StringHelper;
import org.jspecify.annotations.Nullable;

/** Stands in for a component that reaches outside. It takes every option, as `hub validate` checks those. */
final class OffNetworkComponent extends DefaultComponent {

    private final OffNetwork outside;

    OffNetworkComponent(OffNetwork outside) {
        this.outside = outside;
        // Camel would look for the properties of the component that this one stands in for.
        setAutowiredEnabled(false);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        parameters.clear();
        String address = StringHelper.before(uri, "?", uri).replaceFirst("://", ":");
        return new Outside(uri, this, address);
    }

    private static final class Outside extends DefaultEndpoint {

        private final OffNetworkComponent component;
        private final String address;

        Outside(String uri, OffNetworkComponent component, String address) {
            super(uri, component);
            this.component = component;
            this.address = address;
        }

        @Override
        public Producer createProducer() {
            return new DefaultProducer(this) {
                @Override
                public void process(Exchange exchange) throws Exception {
                    component.outside.call(getEndpointUri(), address, exchange);
                }
            };
        }

        @Override
        public PollingConsumer createPollingConsumer() {
            return new Fetched(this, component.outside);
        }

        @Override
        public Consumer createConsumer(Processor processor) throws Exception {
            var consumer = new OffNetworkConsumer(this, processor, component.outside, address);
            configureConsumer(consumer);
            return consumer;
        }

        @Override
        public boolean isLenientProperties() {
            return true;
        }
    }

    /** What a step fetches is there at once, or not at all. */
    private static final class Fetched extends PollingConsumerSupport {

        private final OffNetwork outside;

        Fetched(Endpoint from, OffNetwork outside) {
            super(from);
            this.outside = outside;
        }

        @Override
        public @Nullable Exchange receive() {
            try {
                return outside.fetch(getEndpoint(), getEndpoint().getEndpointUri())
                        .orElse(null);
            } catch (Exception e) {
                throw RuntimeCamelException.wrapRuntimeCamelException(e);
            }
        }

        @Override
        public @Nullable Exchange receiveNoWait() {
            return receive();
        }

        @Override
        public @Nullable Exchange receive(long timeout) {
            return receive();
        }
    }
}
