package io.rootsocket.hub.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.broker.Broker;
import io.rootsocket.hub.broker.Losses;
import io.rootsocket.hub.broker.BrokerManagement;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process whose routes send to queues and take from them is killed in the middle: nothing is lost, and nothing said. */
class KilledBrokerIT {

    private static final int KILLS = 3;
    private static final int SENT = 200;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void isNoFalseAlarm() throws Exception {
        for (int kill = 0; kill < KILLS; kill++) {
            Process busy = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            KilledBrokerIT.class.getName(),
                            folder.resolve("broker").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("out" + kill).toFile())
                    .start();
            try {
                Path out = folder.resolve("out" + kill);
                int sent = SENT * (kill + 1);
                await().atMost(TIMEOUT).until(() -> read(out).contains("sent " + sent));
            } finally {
                busy.destroyForcibly().waitFor();
            }
            try (var broker = Broker.onFolder(folder.resolve("broker"))) {
                Losses losses = broker.embedded().orElseThrow().losses();
                assertThat(losses.take()).isEmpty();
                assertThat(losses.unreadable()).isEmpty();
                assertThat(new BrokerManagement(broker.hubConnections()).depths("busy"))
                        .as("something was there that could be lost")
                        .isNotEmpty();
            }
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Sends and takes until it is killed. */
    public static void main(String[] args) throws InterruptedException {
        var broker = Broker.onFolder(Path.of(args[0]));
        for (int i = 0; i < 3; i++) {
            String queue = "busy" + i;
            boolean transacted = i == 1;
            new Thread(() -> send(broker, queue)).start();
            new Thread(() -> take(broker, queue, transacted)).start();
        }
        Thread.currentThread().join();
    }

    private static void send(Broker broker, String queue) {
        try (Connection connection = broker.connectionFactory().createConnection();
                Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
                MessageProducer producer = session.createProducer(session.createQueue(queue))) {
            for (int i = 0; ; i++) {
                producer.send(session.createTextMessage("order " + i));
                if (i % SENT == 0) {
                    System.out.println("sent " + i);
                }
            }
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void take(Broker broker, String queue, boolean transacted) {
        try (Connection connection = broker.connectionFactory().createConnection();
                Session session = connection.createSession(
                        transacted ? Session.SESSION_TRANSACTED : Session.AUTO_ACKNOWLEDGE);
                MessageConsumer consumer = session.createConsumer(session.createQueue(queue))) {
            connection.start();
            for (int i = 0; ; i++) {
                Message message = consumer.receive(1_000);
                if (transacted && message != null && i % 3 == 0) {
                    session.commit();
                } else if (transacted && i % 10 == 0) {
                    session.rollback();
                }
            }
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }
}
