package io.rootsocket.hub.outbox;

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
import jakarta.jms.Connection;
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

/** Which occurrence of a schedule a message came of stands in the message itself, wherever that goes. */
class FiredMessageIT {

    private static final LaneName LANE = new LaneName("default", new ChannelName("news"));
    private static final String KEY = "tick@2026-11-26T10:00:00.000001Z";
    private static final FiredBy TICK = new FiredBy("tick", Instant.parse("2026-11-26T10:00:00.000001Z"), true);

    @TempDir
    Path folder;

    private interface Use<T> {
        T in(Broker broker, Session session) throws Exception;
    }

    private <T> T broker(Use<T> use) throws Exception {
        try (Broker broker = Broker.onFolder(folder.resolve("broker"));
                Connection connection = broker.hubConnections().createConnection();
                Session session = connection.createSession(Session.SESSION_TRANSACTED)) {
            connection.start();
            T result = use.in(broker, session);
            session.commit();
            return result;
        }
    }

    private void store(String source, String sourceId, Optional<FiredBy> firedBy) throws Exception {
        var message = new OutboxMessage(
                "default",
                LANE.channel(),
                new byte[10],
                new Origin("1", "tick", source, sourceId, Instant.EPOCH),
                "1",
                "1",
                Optional.empty(),
                OutboxMessage.NORMAL_PRIORITY,
                false,
                Optional.empty(),
                firedBy,
                Optional.empty());
        broker((broker, session) -> {
            try (MessageProducer producer = session.createProducer(LANE.destination())) {
                producer.send(MessageOnQueue.write(session, message));
            }
            return message;
        });
    }

    private static Message take(Session session) throws Exception {
        try (MessageConsumer consumer = session.createConsumer(LANE.destination())) {
            return consumer.receive(10_000);
        }
    }

    private Optional<FiredBy> read() throws Exception {
        return broker(
                (broker, session) -> MessageOnQueue.read(take(session), LANE).firedBy());
    }

    @Test
    void knowsItsOccurrenceAfterARestart() throws Exception {
        store("schedule:tick", KEY, Optional.of(TICK));

        assertThat(read()).contains(TICK);
    }

    @Test
    void knowsItsOccurrenceAfterItWasADeadLetter() throws Exception {
        store("schedule:tick", KEY, Optional.of(TICK));
        broker((broker, session) -> {
            DeadLetters.of(broker, Clock.systemUTC())
                    .write(session, LANE, take(session), new Reason(Kind.message, 400, null, "no"), List.of());
            return session;
        });
        broker((broker, session) -> DeadLetters.of(broker, Clock.systemUTC())
                .replay(DeadLetterFilter.ALL, DeadLetterBatch.ALL, Optional.empty()));

        assertThat(read()).contains(TICK);
    }

    @Test
    void isOfNoOccurrenceIfItsFileIsNamedLikeOne() throws Exception {
        store("file:///inbox", KEY, Optional.empty());

        assertThat(read()).isEmpty();
    }

    @Test
    void isOfNoOccurrenceIfAWebhookIsCalledLikeOne() throws Exception {
        store("schedule:tick", "/in/" + KEY, Optional.empty());

        assertThat(read()).isEmpty();
    }
}
