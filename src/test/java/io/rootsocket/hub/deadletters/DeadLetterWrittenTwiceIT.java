package io.rootsocket.hub.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.broker.Broker;
import io.rootsocket.hub.deadletters.DeadLetter.Kind;
import io.rootsocket.hub.deadletters.DeadLetter.Reason;
import io.rootsocket.hub.outbox.message.LaneName;
import io.rootsocket.hub.outbox.message.MessageOnQueue;
import io.rootsocket.hub.outbox.message.Origin;
import io.rootsocket.hub.outbox.message.OutboxMessage;
import io.rootsocket.hub.outbox.message.UnreadableMessageException;
import io.rootsocket.hub.protocol.ChannelName;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A crash comes between a letter and the acknowledgement of the message that it was written for. */
class DeadLetterWrittenTwiceIT {

    private static final LaneName LANE = new LaneName("default", new ChannelName("news"));
    private static final Reason REFUSED = new Reason(Kind.message, 400, null, "RootSocket answered 400.");

    @TempDir
    Path folder;

    @Test
    void isOneLetterAndCanDieAgainAfterAReplay() throws Exception {
        try (Broker broker = Broker.onFolder(folder.resolve("broker"));
                Connection connection = broker.hubConnections().createConnection()) {
            var letters = DeadLetters.of(broker, Clock.systemUTC());
            connection.start();
            enter(connection);

            moveToDeadLetters(connection, letters, false);
            moveToDeadLetters(connection, letters, true);
            assertThat(letters.list(DeadLetterFilter.ALL, 10)).hasSize(1);

            assertThat(letters.replay(DeadLetterFilter.ALL, DeadLetterBatch.ALL, Optional.empty()))
                    .isEqualTo(1);
            assertThat(letters.count(DeadLetterFilter.ALL)).isZero();
            moveToDeadLetters(connection, letters, true);
            assertThat(letters.list(DeadLetterFilter.ALL, 10)).hasSize(1);
        }
    }

    private static void enter(Connection connection) throws JMSException {
        var message = new OutboxMessage(
                LANE.account(),
                LANE.channel(),
                "{\"channel\":\"news\",\"data\":\"poison\"}".getBytes(UTF_8),
                new Origin("1", "announce", "timer:once", null, Instant.EPOCH),
                Optional.empty(),
                4,
                false,
                Optional.empty());
        try (Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
                MessageProducer producer = session.createProducer(LANE.destination())) {
            producer.send(MessageOnQueue.write(session, message));
        }
    }

    private static void moveToDeadLetters(Connection connection, DeadLetters letters, boolean acknowledged)
            throws JMSException, UnreadableMessageException {
        try (Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
                MessageConsumer consumer = session.createConsumer(LANE.destination())) {
            Message waiting = consumer.receive(10_000);
            assertThat(waiting).isNotNull();
            letters.write(session, LANE, waiting, REFUSED, List.of());
            if (acknowledged) {
                waiting.acknowledge();
            } else {
                session.recover();
            }
        }
    }
}
