package io.rootsocket.hub.broker;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.server.Queue;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnusedQueuesIT {

    private static final String QUEUE = QueueNames.OUTBOX_PREFIX + "default.news";
    private static final byte[] BODY = {1};

    @TempDir
    Path folder;

    private final ReadWriteLock sending = new ReentrantReadWriteLock();
    private Broker broker;
    private Connection connection;
    private Session session;
    private UnusedQueues unused;

    @BeforeEach
    void open() throws JMSException {
        broker = Broker.onFolder(folder.resolve("broker"));
        connection = broker.hubConnections().createConnection();
        connection.start();
        session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
        unused = new UnusedQueues(broker.embedded().orElseThrow(), sending, () -> {}, 0, 100);
    }

    @AfterEach
    void close() throws JMSException {
        connection.close();
        broker.close();
    }

    private void useOnce() throws JMSException {
        try (MessageProducer producer = session.createProducer(Broker.queue(QUEUE))) {
            producer.send(session.createMessage());
        }
        assertThat(taken()).isTrue();
        Awaitility.await().until(() -> waiting() == 0);
    }

    private boolean taken() throws JMSException {
        try (MessageConsumer consumer = session.createConsumer(Broker.queue(QUEUE))) {
            return consumer.receive(10_000) != null;
        }
    }

    private long waiting() {
        return Objects.requireNonNull(queue()).getMessageCount();
    }

    private @Nullable Queue queue() {
        return EmbeddedServer.of(broker).locateQueue(SimpleString.of(QUEUE));
    }

    @Test
    void givesUpWhatHadNothingAtTwoLooks() throws Exception {
        useOnce();

        unused.giveUp();
        assertThat(queue()).isNotNull();
        Awaitility.await().untilAsserted(() -> {
            unused.giveUp();
            assertThat(queue()).isNull();
        });
    }

    @Test
    void keepsAFewForSomeLooksMore() throws Exception {
        unused = new UnusedQueues(broker.embedded().orElseThrow(), sending, () -> {}, 1, 100);
        useOnce();

        for (int look = 0; look < 9; look++) {
            unused.giveUp();
            assertThat(queue()).isNotNull();
        }
        Awaitility.await().untilAsserted(() -> {
            unused.giveUp();
            assertThat(queue()).isNull();
        });
    }

    @Test
    void ofManyKeepsNone() throws Exception {
        unused = new UnusedQueues(broker.embedded().orElseThrow(), sending, () -> {}, 100, 0);
        useOnce();

        Awaitility.await().untilAsserted(() -> {
            assertThat(unused.giveUp()).as("whether many are left").isFalse();
            assertThat(queue()).isNull();
        });
    }

    @Test
    void saysThatThereAreManyStill() throws Exception {
        unused = new UnusedQueues(broker.embedded().orElseThrow(), sending, () -> {}, 0, 0);
        useOnce();
        sending.readLock().lock();
        try {
            assertThat(inAnotherThread(() -> unused.giveUp()))
                    .as("somebody sends all the time")
                    .isTrue();
        } finally {
            sending.readLock().unlock();
        }
        assertThat(queue()).isNotNull();
    }

    private static <T> T inAnotherThread(Callable<T> task) throws Exception {
        return CompletableFuture.supplyAsync(() -> {
                    try {
                        return task.call();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                })
                .get();
    }

    /** What has come is counted by a thread of the broker, which on a busy machine comes to it much later. */
    @Test
    void keepsAQueueIntoWhichAMessageHasJustCome() throws Exception {
        useOnce();
        unused.giveUp();
        Runnable letGo = EmbeddedServer.keepBusy(broker);
        try {
            broker.embedded().orElseThrow().producer().send(QUEUE, BODY, properties -> {});
            assertThat(waiting()).as("not counted yet").isZero();

            unused.giveUp();
        } finally {
            letGo.run();
        }

        assertThat(taken()).isTrue();
    }
}
