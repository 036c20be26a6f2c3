package io.rootsocket.hub.routetest;

import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;

/** Takes what a test or another route sends to an address. */
final class OffNetworkConsumer extends DefaultConsumer {

    private final OffNetwork outside;
    private final String address;

    OffNetworkConsumer(Endpoint endpoint, Processor processor, OffNetwork outside, String address) {
        super(endpoint, processor);
        this.outside = outside;
        this.address = address;
    }

    String address() {
        return address;
    }

    /** Runs the route on a message, in this thread. */
    Exchange deliver(OffNetwork.Sent message) {
        Exchange exchange = createExchange(false);
        exchange.getIn().setBody(message.body());
        exchange.getIn().setHeaders(new java.util.HashMap<>(message.headers()));
        if (address.startsWith("jms:")) {
            exchange.getIn().setHeader("JMSXDeliveryCount", message.delivery());
            exchange.getExchangeExtension().setTransacted(true);
        }
        try {
            getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
        return exchange;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        outside.attach(this);
    }

    @Override
    protected void doStop() throws Exception {
        outside.detach(this);
        super.doStop();
    }
}
