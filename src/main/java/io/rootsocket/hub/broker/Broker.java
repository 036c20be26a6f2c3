package io.rootsocket.hub.broker;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.Queue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQExceptionType;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQQueue;
import org.jspecify.annotations.Nullable;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;

/**
 * The JMS broker that {@code jms:} endpoints use: the embedded one, or one that runs elsewhere. Safe to share between
 * threads. The embedded one knows the hub itself from everybody else, {@code jms:} endpoints included: only the hub may
 * use what is the hub's own.
 *
 * <p>Connections are pooled. A broker that cannot be reached fails the send or leaves the consumer trying; neither stops
 * the hub.
 */
public final class Broker implements AutoCloseable {

    private static final Set<ActiveMQExceptionType> TAKES_NOTHING = EnumSet.of(
            ActiveMQExceptionType.ADDRESS_FULL,
            ActiveMQExceptionType.NOT_CONNECTED,
            ActiveMQExceptionType.CONNECTION_TIMEDOUT,
            ActiveMQExceptionType.DISCONNECTED,
            ActiveMQExceptionType.UNBLOCKED,
            ActiveMQExceptionType.OBJECT_CLOSED,
            ActiveMQExceptionType.IO_ERROR,
            ActiveMQExceptionType.TRANSACTION_ROLLED_BACK);

    private final String description;
    private final Optional<EmbeddedBroker> embedded;
    private final ActiveMQConnectionFactory hub;
    private final ActiveMQConnectionFactory hubOneByOne;
    private final JmsPoolConnectionFactory hubPool;
    private final BrokerManagement management;
    private final ActiveMQConnectionFactory routes;
    private final JmsPoolConnectionFactory routesPool;

    private Broker(
            String description,
            Optional<EmbeddedBroker> embedded,
            Supplier<ActiveMQConnectionFactory> hub,
            ActiveMQConnectionFactory routes) {
        this.description = description;
        this.embedded = embedded;
        this.hub = hub.get();
        this.hubOneByOne = hub.get();
        // What is sent ahead to one who looks or takes is not seen by others, and a window that is spent hides the
        // rest.
        this.hubOneByOne.setConsumerWindowSize(0);
        this.hubPool = pool(hubOneByOne);
        this.management = new BrokerManagement(this.hub, embedded);
        this.routes = routes;
        this.routesPool = pool(routes);
    }

    private static JmsPoolConnectionFactory pool(ActiveMQConnectionFactory connections) {
        var pool = new JmsPoolConnectionFactory();
        pool.setConnectionFactory(connections);
        pool.setMaxConnections(4);
        pool.setUseProviderJMSContext(false);
        return pool;
    }

    /**
     * Starts a broker in this process, with its journal in {@code folder}.
     *
     * @param folder where messages are kept over a restart
     * @param port the loopback port for other JMS clients of this machine
     * @param maxDiskUsage how full its disk may be, in per cent, before it takes no more from clients
     * @param user what those clients call themselves; empty: {@link BrokerLogin#USER}
     * @param password their password; empty: one that the broker makes up and keeps in its folder
     * @param journalTimeout how long its journal gathers what it forces to disk together; empty: as long as one forced
     *     write takes on this disk
     * @throws BrokerException if it does not start, for example because another hub uses the folder
     */
    public static Broker embedded(
            Path folder,
            int port,
            int maxDiskUsage,
            Optional<String> user,
            Optional<String> password,
            Optional<Duration> journalTimeout) {
        return embedded(
                "embedded, tcp://localhost:%d".formatted(port),
                folder,
                BrokerSecurity.with(BrokerLogin.ofClients(folder, user, password)),
                OptionalInt.of(port),
                maxDiskUsage,
                journalTimeout);
    }

    /**
     * Starts a broker that only this process can reach, to look at what a stopped hub has left in {@code folder}.
     *
     * @throws BrokerException if it does not start, for example because a hub uses the folder
     */
    public static Broker onFolder(Path folder) {
        return embedded(
                "embedded, in " + folder, folder, BrokerSecurity.closed(), OptionalInt.empty(), 100, Optional.empty());
    }

    private static Broker embedded(
            String description,
            Path folder,
            BrokerSecurity security,
            OptionalInt port,
            int maxDiskUsage,
            Optional<Duration> journalTimeout) {
        var broker = EmbeddedBroker.start(folder, security, port, new DiskSpace(folder, maxDiskUsage), journalTimeout);
        return new Broker(
                description, Optional.of(broker), () -> unlimited(inVm(security.hub())), inVm(security.clients()));
    }

    /**
     * The hub itself sees to it that no more is sent than there is room for. What Artemis' client counts for that it asks for
     * anew for each queue, and keeps for a thousand queues in each session.
     */
    private static ActiveMQConnectionFactory unlimited(ActiveMQConnectionFactory connections) {
        connections.setProducerWindowSize(-1);
        return connections;
    }

    private static ActiveMQConnectionFactory inVm(BrokerLogin login) {
        return new ActiveMQConnectionFactory(EmbeddedBroker.IN_VM_URL, login.user(), login.password());
    }

    /**
     * Uses a broker that runs elsewhere. It need not be up yet.
     *
     * @param url for example {@code tcp://broker:61616}
     * @throws BrokerException if the URL cannot be read
     */
    public static Broker external(String url, Optional<String> user, Optional<String> password) {
        try {
            return new Broker(
                    withoutLogin(url),
                    Optional.empty(),
                    () -> elsewhere(url, user, password),
                    elsewhere(url, user, password));
        } catch (RuntimeException e) {
            throw new BrokerException(
                    "The broker URL cannot be read: %s. It should look like tcp://broker:61616."
                            .formatted(e.getMessage()),
                    e);
        }
    }

    /** An address as it may be shown. */
    public static String withoutLogin(String url) {
        return url.replaceAll("//[^@/]*@", "//").replaceAll("(?i)\\b(user|password)=[^&;)]*", "$1=xxxxxx");
    }

    private static ActiveMQConnectionFactory elsewhere(String url, Optional<String> user, Optional<String> password) {
        var connections = new ActiveMQConnectionFactory(url);
        connections.setCallTimeout(10_000);
        sendCreditsAtOnce(connections);
        user.ifPresent(connections::setUser);
        password.ifPresent(connections::setPassword);
        return connections;
    }

    /**
     * Who asks for the next message sends word of it itself: Artemis' client has another thread do it, and waits for that one
     * twice for each message.
     */
    private static void sendCreditsAtOnce(ActiveMQConnectionFactory connections) {
        connections
                .getServerLocator()
                .setThreadPools(
                        ActiveMQClient.getGlobalThreadPool(),
                        ActiveMQClient.getGlobalScheduledThreadPool(),
                        Runnable::run);
    }

    /** The one in this process, if it is. */
    public Optional<EmbeddedBroker> embedded() {
        return embedded;
    }

    /** The hub's own, not pooled. */
    public ConnectionFactory ownConnections() {
        return hub;
    }

    /** What the hub asks of it beside. */
    public BrokerManagement management() {
        return management;
    }

    /** The hub's own, pooled, for one message at a time: nothing is sent ahead. */
    public ConnectionFactory hubConnections() {
        return hubPool;
    }

    /** Whether other hubs may use it too. */
    public boolean isShared() {
        return embedded.isEmpty();
    }

    /** The pooled connections of the routes, which cannot reach what is the hub's own on the embedded broker. */
    public ConnectionFactory connectionFactory() {
        return routesPool;
    }

    /** Stops the pools, and the broker if it is ours. */
    @Override
    public void close() {
        routesPool.stop();
        hubPool.stop();
        management.close();
        routes.close();
        hubOneByOne.close();
        hub.close();
        embedded.ifPresent(EmbeddedBroker::close);
    }

    /**
     * Why a broker takes nothing now and may later, in its own words, if that is what a failure comes of: it is away, or its
     * disk is too full.
     */
    public static Optional<String> takesNothingNow(@Nullable Throwable failure) {
        if (failure == null) {
            return Optional.empty();
        }
        return takesNothingNow(failure.getCause()).or(() -> reason(failure));
    }

    private static Optional<String> reason(Throwable failure) {
        return failure instanceof ActiveMQException broker && TAKES_NOTHING.contains(broker.getType())
                ? Optional.of(String.valueOf(broker.getMessage()).replaceAll("\\[errorType=\\w+ message=(.*)]", "$1"))
                : Optional.empty();
    }

    /** Whether a broker refused a message because it comes with a key that its address has seen. */
    public static boolean isRepeat(Exception failure) {
        return failure.getCause() instanceof ActiveMQException refusal
                && refusal.getType() == ActiveMQExceptionType.DUPLICATE_ID_REJECTED;
    }

    /**
     * A queue by its name. The object remembers that the queue exists once the broker has said so; who sends often keeps it.
     */
    public static Queue queue(String name) {
        return new ActiveMQQueue(name);
    }

    /** Where the broker is; no secret. */
    @Override
    public String toString() {
        return description;
    }
}
