package io.rootsocket.hub.broker.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.broker.Broker;
import io.rootsocket.hub.broker.SharedConnection;
import io.rootsocket.hub.testing.ContractBroker;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What who takes messages from a queue is promised, whichever way they come. */
abstract class QueueConsumerContract {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int LARGE = 300_000;

    @TempDir
    Path folder;

    /** Of this test alone: the broker may be that of others too. */
    final String queue = "rootsocket.outbox.default." + UUID.randomUUID();

    Broker broker;
    private SharedConnection shared;
    private QueueConsumers consumers;
    private Connection connection;
    private Session session;

    /** Where the broker is. */
    abstract ContractBroker where();

    /** Which of the ways. */
    abstract Class<? extends QueueConsumer> way();

    /** Which messages; null: all. */
    @Nullable
    String selector() {
        return null;
    }

    @BeforeEach
    void open() throws Exception {
        broker = where().connect(folder);
        // One that the outbox has set up gives its dead letters elsewhere, and never of itself.
        broker.management().rule("rootsocket.outbox.#", Map.of("maxDeliveryAttempts", -1, "redeliveryDelay", 0));
        shared = new SharedConnection(broker.ownConnections());
        consumers = new QueueConsumers(broker, shared);
        connection = broker.hubConnections().createConnection();
        connection.start();
        session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
    }

    @AfterEach
    void close() throws JMSException {
        connection.close();
        shared.close();
        broker.close();
    }

    private QueueConsumer consumer() throws JMSException {
        QueueConsumer consumer = consumers.open(queue, selector());
        assertThat(consumer).isInstanceOf(way());
        return consumer;
    }

    void send(String... texts) throws JMSException {
        for (String text : texts) {
            send(text.getBytes(UTF_8));
        }
    }

    private void send(byte[] body) throws JMSException {
        try (MessageProducer producer = session.createProducer(Broker.queue(queue))) {
            BytesMessage message = session.createBytesMessage();
            message.writeBytes(body);
            message.setStringProperty("JMSXGroupID", "group");
            message.setStringProperty("name", "Grüße");
            message.setLongProperty("number", 1L << 40);
            producer.send(message);
        }
    }

    static String text(@Nullable Message message) throws JMSException {
        return new String(Objects.requireNonNull(message).getBody(byte[].class), UTF_8);
    }

    private List<String> takeAll(QueueConsumer consumer) throws JMSException {
        List<String> all = new ArrayList<>();
        for (Message next = consumer.receive(); next != null; next = consumer.receive()) {
            all.add(text(next));
            consumer.acknowledge();
        }
        return all;
    }

    private List<String> left() throws JMSException {
        try (MessageConsumer consumer = session.createConsumer(Broker.queue(queue))) {
            List<String> all = new ArrayList<>();
            for (Message next = consumer.receiveNoWait(); next != null; next = consumer.receiveNoWait()) {
                all.add(text(next));
            }
            return all;
        }
    }

    @Test
    void givesWhatThereIsInOrderAndThenNothing() throws JMSException {
        send("one", "two", "three");

        try (QueueConsumer consumer = consumer()) {
            assertThat(takeAll(consumer)).containsExactly("one", "two", "three");
            send("four");
            assertThat(takeAll(consumer)).containsExactly("four");
        }
        assertThat(left()).isEmpty();
    }

    @Test
    void givesAMessageAsItWasSent() throws JMSException {
        send("one");

        try (QueueConsumer consumer = consumer()) {
            Message message = Objects.requireNonNull(consumer.receive());
            assertThat(message.getStringProperty("JMSXGroupID")).isEqualTo("group");
            assertThat(message.getStringProperty("name")).isEqualTo("Grüße");
            assertThat(message.getLongProperty("number")).isEqualTo(1L << 40);
            assertThat(message.propertyExists("other")).isFalse();
            assertThat(message.getIntProperty("JMSXDeliveryCount")).isOne();
            assertThat(message.getJMSMessageID()).startsWith("ID:");
            consumer.acknowledge();
        }
    }

    @Test
    void givesALargeMessageWhole() throws JMSException {
        byte[] large = new byte[LARGE];
        new Random(1).nextBytes(large);
        send("first");
        send(large);
        send("last");

        try (QueueConsumer consumer = consumer()) {
            Objects.requireNonNull(consumer.receive(SOON));
            consumer.acknowledge();
            Message message = Objects.requireNonNull(consumer.receive(SOON));
            assertThat(message.getBody(byte[].class)).isEqualTo(large);
            assertThat(message.getStringProperty("name")).isEqualTo("Grüße");
            consumer.acknowledge();
            assertThat(takeAll(consumer)).containsExactly("last");
        }
    }

    @Test
    void waitsForWhatIsOnItsWay() throws Exception {
        send("first");
        try (QueueConsumer consumer = consumer()) {
            Objects.requireNonNull(consumer.receive());
            consumer.acknowledge();
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> {
                try {
                    send("one");
                } catch (JMSException e) {
                    throw new IllegalStateException(e);
                }
            });

            Message message = consumer.receive(SOON);
            assertThat(text(message)).isEqualTo("one");
            Objects.requireNonNull(message);
            consumer.acknowledge();
            sent.get();
        }
    }

    @Test
    void putsBackToTheHeadWhatMustWaitAndCountsIt() throws JMSException {
        send("one", "two", "three");

        try (QueueConsumer consumer = consumer()) {
            for (int times = 1; times <= 3; times++) {
                Message message = Objects.requireNonNull(consumer.receive());
                assertThat(text(message)).isEqualTo("one");
                assertThat(message.getIntProperty("JMSXDeliveryCount")).isEqualTo(times);
                consumer.recover();
            }
            Objects.requireNonNull(consumer.receive());
            consumer.acknowledge();
            assertThat(text(consumer.receive())).isEqualTo("two");
        }
    }

    @Test
    void leavesWhatWasNotAcknowledgedForTheNextInOrder() throws JMSException {
        send("one", "two", "three");
        QueueConsumer first = consumer();
        Objects.requireNonNull(first.receive());
        first.acknowledge();
        first.receive();
        first.close();
        send("four");

        try (QueueConsumer next = consumer()) {
            assertThat(takeAll(next)).containsExactly("two", "three", "four");
        }
    }

    @Test
    void hasOnDiskWhatWasAcknowledgedOnceItIsClosed() throws Exception {
        send("one", "two");
        QueueConsumer consumer = consumer();
        Objects.requireNonNull(consumer.receive());
        consumer.acknowledge();
        consumer.close();
        close();
        where().restart();
        open();

        assertThat(left()).containsExactly("two");
    }

    @Test
    void goesOnWhenItsThreadWasInterrupted() throws JMSException {
        send("one", "two");

        try (QueueConsumer consumer = consumer()) {
            Message message = Objects.requireNonNull(consumer.receive());
            Thread.currentThread().interrupt();
            consumer.acknowledge();
            assertThat(Thread.interrupted()).isTrue();
            assertThat(takeAll(consumer)).containsExactly("two");
        }
        assertThat(left()).isEmpty();
    }
}
