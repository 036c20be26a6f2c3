package io.rootsocket.hub.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.broker.LocalProducer.Sent;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalProducerIT {

    private static final String QUEUE = "rootsocket.outbox.default.news";
    private static final byte[] BODY = "{\"data\":\"Grüße\"}".getBytes(UTF_8);

    @TempDir
    Path folder;

    private Broker broker;
    private Connection connection;
    private Session session;
    private LocalProducer local;

    @BeforeEach
    void open() throws JMSException {
        broker = Broker.onFolder(folder.resolve("broker"));
        connection = broker.hubConnections().createConnection();
        connection.start();
        session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
        local = broker.embedded().orElseThrow().producer();
    }

    @AfterEach
    void close() throws JMSException {
        connection.close();
        broker.close();
    }

    private void sendByJms() throws JMSException {
        try (MessageProducer producer = session.createProducer(Broker.queue(QUEUE))) {
            BytesMessage message = session.createBytesMessage();
            message.writeBytes(BODY);
            write(MessageProperties.of(message));
            producer.send(message);
        }
    }

    private static void write(MessageProperties properties) throws JMSException {
        properties.set("JMSXGroupID", "news");
        properties.set("text", "Grüße");
        properties.set("long", 1L << 40);
        properties.set("int", 7);
        properties.set("boolean", true);
    }

    private List<Message> taken(int count) throws JMSException {
        try (MessageConsumer consumer = session.createConsumer(Broker.queue(QUEUE))) {
            var taken = new ArrayList<Message>();
            for (int i = 0; i < count; i++) {
                taken.add(consumer.receive(10_000));
            }
            assertThat(consumer.receiveNoWait()).isNull();
            return taken;
        }
    }

    @Test
    void writesWhatAJmsClientWouldHaveWritten() throws JMSException {
        sendByJms();
        assertThat(local.send(QUEUE, BODY, LocalProducerIT::write)).isEqualTo(Sent.STORED);

        List<Message> both = taken(2);
        assertThat(all(both.get(1))).isEqualTo(all(both.get(0))).containsEntry("long", 1L << 40);
        assertThat(both.get(1).getJMSMessageID())
                .startsWith("ID:")
                .isNotEqualTo(both.get(0).getJMSMessageID());
        assertThat(both.get(1).getJMSTimestamp())
                .isGreaterThanOrEqualTo(both.get(0).getJMSTimestamp());
    }

    private static Map<String, Object> all(Message message) throws JMSException {
        var all = new TreeMap<String, Object>();
        for (Object name : Collections.list(message.getPropertyNames())) {
            all.put(String.valueOf(name), message.getObjectProperty(String.valueOf(name)));
        }
        all.put("body", new String(message.getBody(byte[].class), UTF_8));
        all.put("destination", message.getJMSDestination());
        all.put("persistent", message.getJMSDeliveryMode() == DeliveryMode.PERSISTENT);
        all.put("priority", message.getJMSPriority());
        return all;
    }

    @Test
    void isOnDiskOnceItReturns() throws JMSException {
        sendByJms();
        taken(1);
        local.send(QUEUE, BODY, LocalProducerIT::write);
        close();
        open();

        assertThat(taken(1).get(0).getBody(byte[].class)).isEqualTo(BODY);
    }

    @Test
    void saysThatAQueueHasHadItsKey() throws JMSException {
        sendByJms();
        LocalProducer.Properties keyed = properties -> properties.set(BrokerProperties.DUPLICATE_ID, "key");

        assertThat(local.send(QUEUE, BODY, keyed)).isEqualTo(Sent.STORED);
        assertThat(local.send(QUEUE, BODY, keyed)).isEqualTo(Sent.REPEATED);
        assertThat(taken(2)).hasSize(2);
    }

    @Test
    void leavesToJmsWhatIsLargeOrFirstInItsQueue() throws JMSException {
        assertThat(local.send(QUEUE, BODY, LocalProducerIT::write)).isEqualTo(Sent.NOT_HERE);
        sendByJms();
        assertThat(local.send(QUEUE, new byte[100_000], LocalProducerIT::write)).isEqualTo(Sent.NOT_HERE);
        assertThat(taken(1)).hasSize(1);
    }

    @Test
    void storesAlsoIfItsCallerIsInterruptedAndLetsItKnow() throws JMSException {
        sendByJms();
        Thread.currentThread().interrupt();

        Sent sent = local.send(QUEUE, BODY, LocalProducerIT::write);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(sent).isEqualTo(Sent.STORED);
        assertThat(taken(2)).hasSize(2);
    }
}
