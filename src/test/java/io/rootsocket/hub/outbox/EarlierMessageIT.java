package io.rootsocket.hub.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.broker.Broker;
import io.rootsocket.hub.deadletters.DeadLetter.Kind;
import io.rootsocket.hub.deadletters.DeadLetter.Reason;
import io.rootsocket.hub.deadletters.DeadLetterBatch;
import io.rootsocket.hub.deadletters.DeadLetterFilter;
import io.rootsocket.hub.deadletters.DeadLetters;
import io.rootsocket.hub.outbox.message.FiredBy;
import io.rootsocket.hub.outbox.message.LaneName;
import io.rootsocket.hub.outbox.message.MessageOnQueue;
import io.rootsocket.hub.outbox.message.Origin;
import io.rootsocket.hub.outbox.message.OutboxMessage;
import io.rootsocket.hub.protocol.ChannelName;
import jakarta.jms.BytesMessage;
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

/** What an earlier version left on disk, with its lane and what is as usual among its properties, is still understood. */
class EarlierMessageIT {

    private static final LaneName LANE = new LaneName("default", new ChannelName("news"));
    private static final Reason REFUSED = new Reason(Kind.message, 400, null, "RootSocket answered 400.");
    private static final byte[] REQUEST = "{\"channel\":\"news\",\"data\":\"hello\"}".getBytes(UTF_8);

    @TempDir
    Path folder;

    @Test
    void isReadDiesAndIsReplayed() throws Exception {
        try (Broker broker = Broker.onFolder(folder.resolve("broker"));
                Connection connection = broker.hubConnections().createConnection();
                Session session = connection.createSession(Session.SESSION_TRANSACTED)) {
            connection.start();
            try (MessageProducer producer = session.createProducer(LANE.destination())) {
                producer.send(earlier(session));
            }
            session.commit();
            var letters = DeadLetters.of(broker, Clock.systemUTC());

            Message waiting = take(session);
            OutboxMessage message = MessageOnQueue.read(waiting, LANE);
            assertEarlier(message);
            letters.write(session, LANE, waiting, REFUSED, List.of());
            session.commit();
            assertThat(letters.list(DeadLetterFilter.ALL, 10))
                    .singleElement()
                    .satisfies(letter -> assertThat(letter.payload()).isEqualTo("hello"));

            letters.replay(DeadLetterFilter.ALL, DeadLetterBatch.ALL, Optional.empty());
            OutboxMessage again = MessageOnQueue.read(take(session), LANE);
            assertEarlier(again);
            assertThat(again.id()).isEqualTo(message.id()).startsWith("1-").hasSizeGreaterThan(30);
        }
    }

    @Test
    void mayHaveComeOfAnOccurrence() throws Exception {
        assertThat(readWithSourceId("tick@2026-11-26T10:00:00Z"))
                .contains(new FiredBy("tick", Instant.parse("2026-11-26T10:00:00Z"), false));
        assertThat(readWithSourceId("ana@example.com")).isEmpty();
        assertThat(readWithSourceId("@2026-11-26T10:00:00Z")).isEmpty();
    }

    private Optional<FiredBy> readWithSourceId(String sourceId) throws Exception {
        try (Broker broker = Broker.onFolder(folder.resolve("broker"));
                Connection connection = broker.hubConnections().createConnection();
                Session session = connection.createSession(Session.SESSION_TRANSACTED);
                MessageProducer producer = session.createProducer(LANE.destination())) {
            connection.start();
            Message earlier = earlier(session);
            earlier.setStringProperty("HubSourceId", sourceId);
            producer.send(earlier);
            session.commit();
            Optional<FiredBy> read = MessageOnQueue.read(take(session), LANE).firedBy();
            session.commit();
            return read;
        }
    }

    private static void assertEarlier(OutboxMessage message) {
        assertThat(message)
                .usingRecursiveComparison()
                .ignoringFields("number")
                .isEqualTo(new OutboxMessage(
                        "default",
                        LANE.channel(),
                        REQUEST,
                        new Origin("1", "announce", "timer:once", null, Instant.EPOCH),
                        Optional.empty(),
                        OutboxMessage.NORMAL_PRIORITY,
                        false,
                        Optional.empty()));
    }

    private static Message earlier(Session session) throws JMSException {
        BytesMessage message = session.createBytesMessage();
        message.writeBytes(REQUEST);
        message.setStringProperty("JMSXGroupID", "news");
        message.setStringProperty("HubAccount", "default");
        message.setStringProperty("HubChannel", "news");
        message.setStringProperty("HubId", "1");
        message.setStringProperty("HubRoute", "announce");
        message.setStringProperty("HubSource", "timer:once");
        message.setLongProperty("HubAcceptedAt", 0);
        message.setIntProperty("HubPriority", 4);
        message.setBooleanProperty("HubHoldIfAmbiguous", false);
        return message;
    }

    private static Message take(Session session) throws JMSException {
        try (MessageConsumer consumer = session.createConsumer(LANE.destination())) {
            Message taken = consumer.receive(10_000);
            assertThat(taken).isNotNull();
            session.commit();
            return taken;
        }
    }
}
