package io.rootsocket.hub.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rootsocket.hub.broker.Broker;
import io.rootsocket.hub.outbox.message.LaneName;
import io.rootsocket.hub.outbox.message.MessageOnQueue;
import io.rootsocket.hub.outbox.message.Origin;
import io.rootsocket.hub.outbox.message.OutboxMessage;
import io.rootsocket.hub.protocol.ChannelName;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/**
 * Puts numbered messages into a hub's outbox while the hub is down, as the hub itself writes them, but many in a
 * transaction: one by one a million would take half an hour. A process of its own, with as little memory as the hub's.
 */
public final class FilledOutbox {

    private static final int BATCH = 500;

    private FilledOutbox() {}

    /** Returns once {@code perChannel} messages for each of {@code channel0}, {@code channel1}… are on disk. */
    public static void fill(Path broker, int channels, int perChannel) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FilledOutbox.class.getName(),
                        broker.toString(),
                        String.valueOf(channels),
                        String.valueOf(perChannel))
                .inheritIO()
                .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("The outbox was not filled");
        }
    }

    public static void main(String[] args) throws JMSException {
        int channels = Integer.parseInt(args[1]);
        int perChannel = Integer.parseInt(args[2]);
        try (var broker = Broker.onFolder(Path.of(args[0]));
                Connection connection = broker.hubConnections().createConnection();
                Session session = connection.createSession(Session.SESSION_TRANSACTED)) {
            for (int from = 0; from < perChannel; from += BATCH) {
                for (int channel = 0; channel < channels; channel++) {
                    send(session, new ChannelName("channel" + channel), from, Math.min(from + BATCH, perChannel));
                }
            }
        }
        // Threads of the broker's client would live on for a minute.
        System.exit(0);
    }

    private static void send(Session session, ChannelName channel, int from, int to) throws JMSException {
        var lane = new LaneName("default", channel);
        try (MessageProducer producer = session.createProducer(session.createQueue(lane.queue()))) {
            for (int number = from; number < to; number++) {
                producer.send(MessageOnQueue.write(session, message(channel, number)));
            }
        }
        session.commit();
    }

    private static OutboxMessage message(ChannelName channel, int number) {
        return new OutboxMessage(
                "default",
                channel,
                "{\"channel\":\"%s\",\"data\":\"%d\"}"
                        .formatted(channel, number)
                        .getBytes(UTF_8),
                new Origin(
                        channel + "-" + number,
                        "accept",
                        "platform-http:///in/channel",
                        null,
                        Clock.systemUTC().instant()),
                Optional.empty(),
                4,
                false,
                Optional.empty());
    }
}
