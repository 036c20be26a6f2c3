package io.rootsocket.hub.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerManagementIT {

    private static final String QUEUE = QueueNames.OUTBOX_PREFIX + "default.news";

    @TempDir
    Path folder;

    /** What its sender knows to be on disk, a thread of the broker counts, which on a busy machine comes to it much later. */
    @Test
    void countsWhatHasJustCome() throws Exception {
        try (Broker broker = Broker.onFolder(folder.resolve("broker"))) {
            makeQueue(broker);
            Runnable letGo = EmbeddedServer.keepBusy(broker);
            try {
                broker.embedded().orElseThrow().producer().send(QUEUE, new byte[] {1}, properties -> {});

                assertThat(broker.management().depths(QueueNames.OUTBOX_PREFIX)).isEqualTo(Map.of(QUEUE, 1L));
            } finally {
                letGo.run();
            }
            assertThat(broker.management().count(QUEUE, null)).isEqualTo(1);
        }
    }

    @Test
    void countsWhatHasJustComeBehindOthers() throws Exception {
        try (Broker broker = Broker.onFolder(folder.resolve("broker"))) {
            makeQueue(broker);
            send(broker, "old");
            await().until(() -> broker.management().count(QUEUE, null) == 1);
            Runnable letGo = EmbeddedServer.keepBusy(broker, QUEUE);
            try {
                send(broker, "new");

                assertThat(broker.management().count(QUEUE, "age = 'new'")).isEqualTo(1);
                send(broker, "newer");

                assertThat(broker.management().counts(QUEUE, "age"))
                        .isEqualTo(Map.of("old", 1L, "new", 1L, "newer", 1L));
            } finally {
                letGo.run();
            }
        }
    }

    private static void send(Broker broker, String age) throws Exception {
        broker.embedded()
                .orElseThrow()
                .producer()
                .send(QUEUE, new byte[] {1}, properties -> properties.set("age", age));
    }

    private static void makeQueue(Broker broker) throws JMSException {
        try (Connection connection = broker.hubConnections().createConnection();
                Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
                MessageConsumer consumer = session.createConsumer(Broker.queue(QUEUE))) {
            assertThat(consumer.receiveNoWait()).isNull();
        }
    }
}
