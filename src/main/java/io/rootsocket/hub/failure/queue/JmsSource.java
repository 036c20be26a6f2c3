package io.rootsocket.hub.failure.queue;

import io.rootsocket.hub.broker.Broker;
import java.util.Objects;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.util.ObjectHelper;

/** How the hub takes messages from queues: in a local transaction, so that a message is gone only once it is settled. */
public final class JmsSource {

    /** After this many deliveries by the broker a message goes to the dead letters. */
    static final int MAX_DELIVERIES = 3;

    private static final String DELIVERY_COUNT = "JMSXDeliveryCount";

    private JmsSource() {}

    /** Without a broker yet; see {@link #connect}. */
    public static JmsComponent component() {
        var jms = new JmsComponent(new JmsReplies());
        jms.setTransacted(true);
        jms.setHeaderFilterStrategy(new JmsProperties());
        jms.setLazyCreateTransactionManager(false);
        jms.setCacheLevelName("CACHE_CONSUMER");
        jms.setTestConnectionOnStartup(false);
        // What cannot be read is known before a route begins, and becomes a dead letter.
        jms.setEagerLoadingOfProperties(true);
        // The failure policy has logged it already.
        jms.setErrorHandlerLoggingLevel(LoggingLevel.DEBUG);
        jms.setErrorHandlerLogStackTrace(false);
        return jms;
    }

    /** Names the broker, before the first route is made. */
    public static void connect(CamelContext camel, Broker broker) {
        camel.getComponent("jms", JmsComponent.class).setConnectionFactory(broker.connectionFactory());
    }

    /** Why a route could not send to a queue, if that takes nothing now: the message is where it was. */
    public static Optional<String> notTaken(Throwable failure) {
        QueueFullException full = ObjectHelper.getException(QueueFullException.class, failure);
        if (full != null) {
            return Optional.ofNullable(full.getMessage());
        }
        return Broker.takesNothingNow(failure).map("The broker takes nothing now: %s"::formatted);
    }

    /** Whether the broker will deliver the message again. */
    public static boolean redelivers(Exchange exchange) {
        return exchange.isTransacted()
                && Objects.requireNonNullElse(exchange.getIn().getHeader(DELIVERY_COUNT, Integer.class), 1)
                        < MAX_DELIVERIES;
    }
}
