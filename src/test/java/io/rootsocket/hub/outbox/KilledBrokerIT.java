package io.rootsocket.hub.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rootsocket.hub.broker.Broker;
import io.rootsocket.hub.broker.Losses;
import io.rootsocket.hub.deadletters.DeadLetter.Kind;
import io.rootsocket.hub.deadletters.DeadLetter.Reason;
import io.rootsocket.hub.durability.Trial;
import io.rootsocket.hub.outbox.message.Origin;
import io.rootsocket.hub.outbox.message.OutboxMessage;
import io.rootsocket.hub.protocol.ChannelName;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process whose outbox and whose routes put into queues and take from them, or give back, is killed in the middle: nothing is
 * lost, and nothing said.
 */
class KilledBrokerIT {

    private static final int KILLS = Trial.count(1, 6);
    private static final int SENT = 200;
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    @Test
    void isNoFalseAlarm() throws Exception {
        for (int kill = 0; kill < KILLS; kill++) {
            Process busy = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
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
                assertThat(broker.management().depths("busy"))
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
        var outbox = new Outbox(
                broker, OutboxSettings.DEFAULTS, Optional.empty(), new SimpleMeterRegistry(), Clock.systemUTC());
        outbox.start(new EveryThird());
        new Thread(() -> accept(outbox)).start();
        for (int i = 0; i < 3; i++) {
            String queue = "busy" + i;
            boolean transacted = i == 1;
            new Thread(() -> send(broker, queue)).start();
            new Thread(() -> take(broker, queue, transacted)).start();
        }
        Thread.currentThread().join();
    }

    /** The lanes open, fail and close all the time. */
    private static final class EveryThird implements Delivery {

        private final AtomicInteger attempts = new AtomicInteger();

        @Override
        public Outcome deliver(OutboxMessage message) {
            return attempts.incrementAndGet() % 3 == 0
                    ? new Delivered()
                    : new Later(new Reason(Kind.retry, 503, null, "busy"), Optional.empty(), false);
        }
    }

    private static void accept(Outbox outbox) {
        for (int i = 0; ; i++) {
            outbox.accept(new OutboxMessage(
                    "default",
                    new ChannelName("channel" + i % 8),
                    new byte[100],
                    new Origin("message" + i, "in", "platform-http:/in", null, Instant.now()),
                    Optional.empty(),
                    OutboxMessage.NORMAL_PRIORITY,
                    false,
                    Optional.empty()));
        }
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
                Session session =
                        connection.createSession(transacted ? Session.SESSION_TRANSACTED : Session.AUTO_ACKNOWLEDGE);
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
