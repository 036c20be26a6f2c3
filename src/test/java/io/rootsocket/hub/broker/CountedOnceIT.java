package io.rootsocket.hub.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.broker.consumer.QueueConsumer;
import io.rootsocket.hub.broker.consumer.QueueConsumers;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the outbox takes it counts off itself, before it is acknowledged: the broker's own count would be one too many. */
class CountedOnceIT {

    private static final String QUEUE = "rootsocket.outbox.default.news";

    @TempDir
    Path folder;

    @Test
    void leavesTheTallyToWhoTakesFromAChannel() throws JMSException {
        try (Broker broker = Broker.onFolder(folder.resolve("broker"));
                var shared = new SharedConnection(broker.ownConnections())) {
            Tally tally = broker.embedded().orElseThrow().tally();
            send(broker);
            tally.stored(QUEUE);

            try (QueueConsumer consumer = new QueueConsumers(broker, shared).open(QUEUE, null)) {
                Objects.requireNonNull(consumer.receive());
                consumer.acknowledge();
            }

            assertThat(tally.missing(QUEUE, 0)).isOne();
        }
    }

    private static void send(Broker broker) throws JMSException {
        try (Connection connection = broker.hubConnections().createConnection();
                Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
                MessageProducer producer = session.createProducer(Broker.queue(QUEUE))) {
            producer.send(session.createBytesMessage());
        }
    }
}
