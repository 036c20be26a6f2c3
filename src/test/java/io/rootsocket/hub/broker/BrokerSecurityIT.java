package io.rootsocket.hub.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.rootsocket.hub.testing.FreePort;
import io.rootsocket.hub.testing.ManualRow;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a program of this machine can do to the embedded broker, and what only the hub can. */
@ManualRow({
    "a JMS client without the password, or at `rootsocket.*` and the management",
    "a client takes a queue's name at another address (`zzz::orders`), or makes one that drops"
})
class BrokerSecurityIT {

    private static final String LANE = "rootsocket.outbox.default.alerts";
    private static final int PORT = FreePort.next();

    @TempDir
    static Path folder;

    private static Broker broker;
    private static BrokerLogin login;

    @BeforeAll
    static void start() throws JMSException {
        broker = Broker.embedded(folder, PORT, 100, Optional.empty(), Optional.empty(), Optional.empty());
        login = BrokerLogin.find(folder, Optional.empty(), Optional.empty()).orElseThrow();
        // The hub has used them.
        send(broker.hubConnections(), LANE, "ours");
        send(broker.hubConnections(), QueueNames.DEAD_LETTERS, "ours");
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private static ActiveMQConnectionFactory overTcp(String user, String password) {
        return new ActiveMQConnectionFactory("tcp://127.0.0.1:" + PORT, user, password);
    }

    private static ActiveMQConnectionFactory client() {
        return overTcp(login.user(), login.password());
    }

    /** A program elsewhere on this machine, and a route's {@code jms:}. */
    static Stream<ConnectionFactory> everybodyButTheHub() {
        return Stream.of(client(), broker.connectionFactory());
    }

    private static void send(ConnectionFactory connections, String queue, String text) throws JMSException {
        inSession(
                connections,
                session -> session.createProducer(session.createQueue(queue)).send(session.createTextMessage(text)));
    }

    private interface Act {
        void in(Session session) throws JMSException;
    }

    private static void inSession(ConnectionFactory connections, Act act) throws JMSException {
        try (Connection connection = connections.createConnection();
                Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE)) {
            connection.start();
            act.in(session);
        }
    }

    @Test
    void keepsThePasswordForThisUserOnlyAndOverARestart() throws Exception {
        Path file = BrokerLogin.file(folder);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(login.password()).hasSizeGreaterThanOrEqualTo(32);
        assertThat(login.toString()).doesNotContain(login.password());
        assertThat(BrokerLogin.ofClients(folder, Optional.empty(), Optional.empty()))
                .isEqualTo(login);
    }

    @Test
    void takesAPasswordThatIsSetAndKeepsItNowhere(@TempDir Path other) {
        assertThat(BrokerLogin.ofClients(other, Optional.of("me"), Optional.of("mine")))
                .isEqualTo(new BrokerLogin("me", "mine"));
        assertThat(other).isEmptyDirectory();
    }

    @Test
    void makesUpAnotherPasswordForEachFolder(@TempDir Path other) {
        assertThat(BrokerLogin.ofClients(other, Optional.empty(), Optional.empty())
                        .password())
                .isNotEqualTo(login.password());
    }

    @Test
    void refusesWhoHasNoPasswordOrAWrongOne() {
        for (var stranger : java.util.List.of(
                new ActiveMQConnectionFactory("tcp://127.0.0.1:" + PORT),
                overTcp(login.user(), "wrong"),
                overTcp("admin", login.password()),
                overTcp("ACTIVEMQ.CLUSTER.ADMIN.USER", "CHANGE ME!!"))) {
            assertThatThrownBy(() -> send(stranger, "orders", "x")).isInstanceOf(JMSSecurityException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("everybodyButTheHub")
    void letsClientsSendReceiveBrowseAndAsk(ConnectionFactory connections) throws Exception {
        inSession(connections, session -> {
            Queue queue = session.createQueue("orders");
            Queue answers = session.createTemporaryQueue();
            Topic prices = session.createTopic("prices");
            try (MessageConsumer subscriber = session.createConsumer(prices)) {
                session.createProducer(prices).send(session.createTextMessage("9"));
                assertThat(subscriber.receive(10_000).getBody(String.class)).isEqualTo("9");
            }
            Message question = session.createTextMessage("?");
            question.setJMSReplyTo(answers);
            session.createProducer(queue).send(question);
            assertThat(session.createBrowser(queue).getEnumeration().hasMoreElements())
                    .isTrue();
            try (MessageConsumer consumer = session.createConsumer(queue);
                    MessageConsumer asked = session.createConsumer(answers)) {
                Message taken = consumer.receive(10_000);
                session.createProducer(taken.getJMSReplyTo()).send(session.createTextMessage("!"));
                assertThat(asked.receive(10_000).getBody(String.class)).isEqualTo("!");
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                LANE,
                "rootsocket.outbox.default.of-a-new-channel",
                "rootsocket.outbox.other.alerts",
                "rootsocket.dead-letters",
                "rootsocket",
                "rootsocket.anything",
                "rootsocket.outbox.#",
                LANE + "::" + LANE,
                "rootsocket.outbox.default.new::mine",
                LANE + "::a::b",
                "activemq.management",
                "activemq.notifications",
                "activemq.management::activemq.management",
                "$.artemis.internal.x",
                "$sys.mqtt.x",
                "DLQ",
                "DLQ::DLQ",
                "ExpiryQueue",
                "rootsocket.outbox.default.a\nb"
            })
    void refusesClientsWhatIsNotTheirs(String name) {
        everybodyButTheHub().forEach(connections -> {
            assertRefused(() -> send(connections, name, "forged"));
            assertRefused(() -> inSession(
                    connections,
                    session -> session.createProducer(session.createTopic(name))
                            .send(session.createTextMessage("forged"))));
            assertRefused(() -> inSession(connections, session -> session.createConsumer(session.createQueue(name))));
            assertRefused(() -> inSession(
                    connections,
                    session -> session.createBrowser(session.createQueue(name)).getEnumeration()));
            assertRefused(() -> inSession(connections, session -> session.createConsumer(session.createTopic(name))));
        });
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable act) {
        assertThat(catchThrowable(act)).isInstanceOfAny(JMSSecurityException.class, InvalidDestinationException.class);
    }

    @Test
    void givesNothingOfTheHubsToAWildcard() throws Exception {
        for (String wildcard : java.util.List.of("#", "*.outbox.#", "*.*.*.*", "root*.#", ">", "*.dead-letters")) {
            inSession(client(), session -> {
                try (MessageConsumer topic = session.createConsumer(session.createTopic(wildcard))) {
                    send(broker.hubConnections(), LANE, "ours");
                    assertThat(topic.receive(200)).as(wildcard).isNull();
                }
            });
            inSession(client(), session -> {
                try (MessageConsumer queue = session.createConsumer(session.createQueue(wildcard + ".q"))) {
                    send(broker.hubConnections(), LANE, "ours");
                    assertThat(queue.receive(200)).as(wildcard).isNull();
                }
            });
        }
    }

    /** What is sent to the address would be taken for the hub's, as the queue has its name. */
    @Test
    void refusesAQueueOfTheHubsNameAtAnAddressOfTheClients() throws Exception {
        assertThatThrownBy(() -> send(client(), "mine::rootsocket.outbox.default.squatted", "forged"))
                .isInstanceOf(JMSException.class);
        inCoreSession(session -> {
            for (boolean durable : new boolean[] {true, false}) {
                for (RoutingType routing : RoutingType.values()) {
                    assertThatThrownBy(() ->
                                    session.createQueue(QueueConfiguration.of("rootsocket.outbox.default.squatted")
                                            .setAddress("mine")
                                            .setRoutingType(routing)
                                            .setDurable(durable)
                                            .setTemporary(!durable)))
                            .isInstanceOf(ActiveMQException.class);
                }
            }
        });
        assertThat(broker.management().depths(QueueNames.OUTBOX_PREFIX)).containsOnlyKeys(LANE);
    }

    @Test
    void reachesNothingOfTheHubsThroughAnAddressOfTheClients() throws Exception {
        long before = waiting();
        String name = "mine::" + LANE;

        assertThatThrownBy(() -> send(client(), name, "forged")).isInstanceOf(JMSException.class);

        assertThat(waiting()).isEqualTo(before);
        assertRefused(() -> inSession(client(), session -> session.createConsumer(session.createQueue(name))));
        assertRefused(() -> inSession(
                client(),
                session -> session.createBrowser(session.createQueue(name)).getEnumeration()));
    }

    /** Whoever sends to the address of that name would find it without a queue. */
    @ParameterizedTest
    @ValueSource(strings = {"zzz::late", "foo::orders.new", "foo::DLQ", "late.sub::late", "zzz::a b"})
    void refusesAQueueWhoseNameIsNotItsAddress(String name) throws Exception {
        everybodyButTheHub().forEach(connections -> {
            assertThatThrownBy(() -> send(connections, name, "x")).isInstanceOf(JMSException.class);
            assertThatThrownBy(
                            () -> inSession(connections, session -> session.createConsumer(session.createQueue(name))))
                    .isInstanceOf(JMSException.class);
        });
        inCoreSession(session -> assertThatThrownBy(
                        () -> session.createQueue(QueueConfiguration.of(name.substring(name.indexOf("::") + 2))
                                .setAddress("zzz")
                                .setRoutingType(RoutingType.ANYCAST)))
                .isInstanceOf(ActiveMQException.class));
    }

    @Test
    void keepsWhatIsSentToAQueueWhoseNameSomebodyWanted() throws Exception {
        assertThatThrownBy(() -> send(client(), "zzz::wanted", "x")).isInstanceOf(JMSException.class);

        send(client(), "wanted", "kept");

        assertThat(received("wanted")).isEqualTo("kept");
    }

    private static String received(String queue) throws JMSException {
        var texts = new ArrayList<String>();
        inSession(client(), session -> {
            try (MessageConsumer consumer = session.createConsumer(session.createQueue(queue))) {
                texts.add(consumer.receive(10_000).getBody(String.class));
            }
        });
        return texts.get(0);
    }

    @Test
    void refusesASubscriptionThatHasTheNameOfAQueue() throws Exception {
        send(client(), "taken", "x");

        assertThatThrownBy(() -> inSession(
                        client(), session -> session.createSharedDurableConsumer(session.createTopic("news"), "taken")))
                .isInstanceOf(JMSException.class);
    }

    @Test
    void tellsWhoSendsToAQueueWhoseNameASubscriptionHas() throws Exception {
        inSession(client(), session -> session.createSharedDurableConsumer(session.createTopic("news"), "first"));

        assertThatThrownBy(() -> send(client(), "first", "x")).isInstanceOf(JMSException.class);
    }

    @Test
    void tellsWhoSendsWhereNoQueueIs() throws Exception {
        inCoreSession(session -> {
            session.createAddress(SimpleString.of("nowhere"), RoutingType.ANYCAST, false);
            session.createQueue(QueueConfiguration.of("nowhere").setRoutingType(RoutingType.ANYCAST));
            session.deleteQueue("nowhere");
            session.createQueue(
                    QueueConfiguration.of("nowhere-else").setAddress("nowhere").setRoutingType(RoutingType.MULTICAST));
            try (var producer = session.createProducer("nowhere")) {
                ClientMessage message = session.createMessage(true);
                message.setRoutingType(RoutingType.ANYCAST);
                assertThatThrownBy(() -> producer.send(message)).hasMessageContaining("No queue takes");
            }
        });
    }

    @Test
    void refusesAQueueThatDropsOrRepeatsWhatIsSentToIt() throws Exception {
        inCoreSession(session -> {
            for (var queue : java.util.List.of(
                    dropping().setRingSize(1L),
                    dropping().setPurgeOnNoConsumers(true),
                    dropping().setLastValue(true),
                    dropping().setLastValueKey("k"),
                    dropping().setNonDestructive(true),
                    dropping().setMaxConsumers(0),
                    dropping().setFilterString("a = 1"),
                    dropping().setDurable(false))) {
                assertThatThrownBy(() -> session.createQueue(queue))
                        .isInstanceOf(ActiveMQException.class)
                        .hasMessageContaining("keeps all");
            }
        });
    }

    private static QueueConfiguration dropping() {
        return QueueConfiguration.of("dropping").setRoutingType(RoutingType.ANYCAST);
    }

    @Test
    void letsClientsSubscribe() throws Exception {
        try (Connection connection = client().createConnection()) {
            connection.setClientID("screen");
            connection.start();
            try (Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE)) {
                Topic topic = session.createTopic("weather");
                for (MessageConsumer subscriber : java.util.List.of(
                        session.createConsumer(topic),
                        session.createDurableSubscriber(topic, "durable"),
                        session.createSharedConsumer(topic, "shared"),
                        session.createSharedDurableConsumer(topic, "shared-durable"))) {
                    session.createProducer(topic).send(session.createTextMessage("rain"));
                    assertThat(subscriber.receive(10_000).getBody(String.class)).isEqualTo("rain");
                    subscriber.close();
                }
            }
        }
        inSession(client(), session -> {
            Topic unheard = session.createTopic("unheard");
            session.createProducer(unheard).send(session.createTextMessage("nobody listens"));
            try (MessageConsumer shared = session.createSharedDurableConsumer(unheard, "without-a-client-id")) {
                session.createProducer(unheard).send(session.createTextMessage("heard"));
                assertThat(shared.receive(10_000).getBody(String.class)).isEqualTo("heard");
            }
        });
    }

    private static long waiting() {
        return broker.management().depths(QueueNames.OUTBOX_PREFIX).getOrDefault(LANE, 0L);
    }

    @Test
    void refusesToDeleteOrToShareTheHubsQueues() throws Exception {
        inCoreSession(session -> {
            assertThatThrownBy(() -> session.deleteQueue(LANE)).isInstanceOf(ActiveMQException.class);
            assertThatThrownBy(() -> session.createSharedQueue(QueueConfiguration.of("rootsocket.outbox.default.x")))
                    .isInstanceOf(ActiveMQException.class);
            assertThatThrownBy(() -> session.createConsumer(SimpleString.of(LANE), true))
                    .isInstanceOf(ActiveMQException.class);
            assertThatThrownBy(() -> session.createAddress(
                            SimpleString.of("rootsocket.outbox.default.y"), RoutingType.ANYCAST, false))
                    .isInstanceOf(ActiveMQException.class);
        });
    }

    private interface CoreAct {
        void in(ClientSession session) throws ActiveMQException;
    }

    private static void inCoreSession(CoreAct act) throws Exception {
        try (var connections = client();
                var sessions = connections.getServerLocator().createSessionFactory();
                ClientSession session =
                        sessions.createSession(login.user(), login.password(), false, true, true, false, 0)) {
            act.in(session);
        }
    }

    @Test
    void letsNoClientManageIt() {
        assertThatThrownBy(() -> new BrokerManagement(client(), Optional.empty()).depths(""))
                .hasMessageContaining("permission");
        assertThatThrownBy(() -> new BrokerManagement(broker.connectionFactory(), Optional.empty()).rule("#", Map.of()))
                .hasMessageContaining("permission");
    }
}
