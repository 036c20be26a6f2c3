package io.rootsocket.hub.outbox;

import jakarta.jms.ConnectionFactory;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;

/**
 * The JMS broker that {@code jms:} endpoints use: the embedded one, or one that runs elsewhere. Safe to share between
 * threads.
 *
 * <p>Connections are pooled. A broker that cannot be reached fails the send or leaves the consumer trying; neither stops
 * the hub.
 */
public final class Broker implements AutoCloseable {

    private final String description;
    private final Optional<EmbeddedBroker> embedded;
    private final ActiveMQConnectionFactory connections;
    private final JmsPoolConnectionFactory pool;

    private Broker(String description, Optional<EmbeddedBroker> embedded, ActiveMQConnectionFactory connections) {
        this.description = description;
        this.embedded = embedded;
        this.connections = connections;
        this.pool = new JmsPoolConnectionFactory();
        pool.setConnectionFactory(connections);
        pool.setMaxConnections(4);
        pool.setUseProviderJMSContext(false);
    }

    /**
     * Starts a broker in this process, with its journal in {@code folder}.
     *
     * @param folder where messages are kept over a restart
     * @param port the loopback port for other JMS clients of this machine
     * @throws BrokerException if it does not start, for example because another hub uses the folder
     */
    public static Broker embedded(Path folder, int port) {
        return embedded("embedded, tcp://localhost:%d".formatted(port), folder, OptionalInt.of(port));
    }

    /**
     * Starts a broker that only this process can reach, to look at what a stopped hub has left in {@code folder}.
     *
     * @throws BrokerException if it does not start, for example because a hub uses the folder
     */
    public static Broker onFolder(Path folder) {
        return embedded("embedded, in " + folder, folder, OptionalInt.empty());
    }

    private static Broker embedded(String description, Path folder, OptionalInt port) {
        var broker = EmbeddedBroker.start(folder, port);
        return new Broker(description, Optional.of(broker), new ActiveMQConnectionFactory(EmbeddedBroker.IN_VM_URL));
    }

    /**
     * Uses a broker that runs elsewhere. It need not be up yet.
     *
     * @param url for example {@code tcp://broker:61616}
     * @throws BrokerException if the URL cannot be read
     */
    public static Broker external(String url, Optional<String> user, Optional<String> password) {
        try {
            var connections = new ActiveMQConnectionFactory(url);
            connections.setCallTimeout(10_000);
            user.ifPresent(connections::setUser);
            password.ifPresent(connections::setPassword);
            return new Broker(url.replaceAll("//[^@/]*@", "//"), Optional.empty(), connections);
        } catch (RuntimeException e) {
            throw new BrokerException(
                    "The broker URL cannot be read: %s. It should look like tcp://broker:61616."
                            .formatted(e.getMessage()),
                    e);
        }
    }

    /** Connections that are not pooled: under load, two threads were seen in one of the pool's sessions. */
    ConnectionFactory ownConnections() {
        return connections;
    }

    /** Whether other hubs may use it too. */
    boolean isShared() {
        return embedded.isEmpty();
    }

    /** The pooled connections. */
    public ConnectionFactory connectionFactory() {
        return pool;
    }

    /** Stops the pool, and the broker if it is ours. */
    @Override
    public void close() {
        pool.stop();
        connections.close();
        embedded.ifPresent(EmbeddedBroker::close);
    }

    /** Where the broker is; no secret. */
    @Override
    public String toString() {
        return description;
    }
}
