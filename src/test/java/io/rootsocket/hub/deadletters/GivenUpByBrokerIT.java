package io.rootsocket.hub.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rootsocket.hub.broker.Broker;
import io.rootsocket.hub.broker.EmbeddedServer;
import io.rootsocket.hub.deadletters.DeadLetter.Kind;
import io.rootsocket.hub.outbox.Delivery;
import io.rootsocket.hub.outbox.Outbox;
import io.rootsocket.hub.outbox.OutboxSettings;
import io.rootsocket.hub.outbox.message.OutboxMessage;
import io.rootsocket.hub.testing.ManualRow;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What no consumer takes from a queue of the embedded broker, or nobody in time, is kept where a person finds it. */
@ManualRow("what JMS cannot map, what expires on a queue")
class GivenUpByBrokerIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private Broker broker;

    @BeforeEach
    void open() {
        broker = Broker.onFolder(folder.resolve("broker"));
        // Else it would take four minutes.
        broker.management().rule("orders", Map.of("maxDeliveryAttempts", 2, "redeliveryDelay", 0));
    }

    @AfterEach
    void close() {
        broker.close();
    }

    record Order(String id) implements Serializable {}

    private interface Writing {
        Message by(Session session) throws JMSException;
    }

    private void send(long timeToLive, Writing writing) throws JMSException {
        try (Connection connection = broker.connectionFactory().createConnection();
                Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
                MessageProducer producer = session.createProducer(session.createQueue("orders"))) {
            producer.setTimeToLive(timeToLive);
            producer.send(writing.by(session));
        }
    }

    /** As a route does that cannot read what comes. */
    private void failToTake() throws JMSException {
        try (Connection connection = broker.connectionFactory().createConnection();
                Session session = connection.createSession(Session.SESSION_TRANSACTED);
                MessageConsumer consumer = session.createConsumer(session.createQueue("orders"))) {
            connection.start();
            while (consumer.receive(1_000) != null) {
                session.rollback();
            }
        }
    }

    private DeadLetters letters() {
        return DeadLetters.of(broker, Clock.systemUTC());
    }

    private List<DeadLetter> taken() {
        new GivenUpByBroker(letters(), Clock.systemUTC()).moveToDeadLetters(DeadLetterBatch.ALL);
        return letters().list(DeadLetterFilter.ALL, 100);
    }

    @Test
    void isADeadLetterAfterARestartWhateverItsType() throws Exception {
        send(0, session -> session.createTextMessage("a text"));
        send(0, session -> session.createObjectMessage(new Order("an object")));
        send(0, session -> {
            MapMessage map = session.createMapMessage();
            map.setString("id", "a map");
            return map;
        });
        send(0, Session::createMessage);
        failToTake();

        broker.close();
        broker = Broker.onFolder(folder.resolve("broker"));

        List<DeadLetter> taken = taken();
        assertThat(taken).hasSize(4).allSatisfy(letter -> {
            assertThat(letter.reason().kind()).isEqualTo(Kind.route);
            assertThat(letter.source()).isEqualTo("jms:queue:orders");
            assertThat(letter.route()).isEqualTo("(broker)");
        });
        assertThat(taken.get(0).payload()).isEqualTo("a text");
        assertThat(new String(
                        Base64.getDecoder().decode(taken.get(1).payload()), java.nio.charset.StandardCharsets.UTF_8))
                .contains("GivenUpByBrokerIT$Order");
        assertThat(taken()).hasSize(4);
        assertThat(letters().replay(DeadLetterFilter.ALL, DeadLetterBatch.ALL, Optional.empty()))
                .isZero();
        assertThat(letters().discard(DeadLetterFilter.ofId(taken.get(0).id()), DeadLetterBatch.ALL))
                .isEqualTo(1);
    }

    @Test
    void isADeadLetterWhenItExpired() throws Exception {
        send(1, session -> session.createTextMessage("too late"));

        var server = EmbeddedServer.of(broker);
        // It looks by itself, every half minute.
        assertThat(server.getConfiguration().getMessageExpiryScanPeriod()).isPositive();
        await().atMost(TIMEOUT).until(() -> {
            server.locateQueue("orders").expireReferences(() -> {});
            return taken().size() == 1;
        });
        assertThat(taken().get(0)).satisfies(letter -> {
            assertThat(letter.reason().kind()).isEqualTo(Kind.expired);
            assertThat(letter.payload()).isEqualTo("too late");
        });
    }

    @Test
    void isTakenByARunningHub() throws Exception {
        send(0, session -> session.createTextMessage("a text"));
        failToTake();
        try (var outbox = new Outbox(
                broker, OutboxSettings.DEFAULTS, Optional.empty(), new SimpleMeterRegistry(), Clock.systemUTC())) {
            outbox.start(new Delivery() {
                @Override
                public Outcome deliver(OutboxMessage message) {
                    return new Delivered();
                }
            });

            await().atMost(TIMEOUT).until(() -> outbox.deadLetters().count(DeadLetterFilter.ALL) == 1);
        }
    }
}
