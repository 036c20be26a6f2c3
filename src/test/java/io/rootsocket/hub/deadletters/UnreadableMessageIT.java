package io.rootsocket.hub.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rootsocket.hub.broker.Broker;
import io.rootsocket.hub.broker.QueueNames;
import io.rootsocket.hub.deadletters.DeadLetter.Kind;
import io.rootsocket.hub.outbox.Delivery;
import io.rootsocket.hub.outbox.Outbox;
import io.rootsocket.hub.outbox.OutboxSettings;
import io.rootsocket.hub.outbox.message.LaneName;
import io.rootsocket.hub.outbox.message.Origin;
import io.rootsocket.hub.outbox.message.OutboxMessage;
import io.rootsocket.hub.protocol.ChannelName;
import io.rootsocket.hub.testing.ManualRow;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.Session;
import jakarta.jms.StreamMessage;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be read, in each queue of the hub. It becomes a dead letter and holds up nothing. */
@ManualRow("an unreadable message in the queue of a channel")
class UnreadableMessageIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final LaneName LANE = new LaneName("default", new ChannelName("alerts"));
    private static final byte[] REQUEST = "{\"channel\":\"alerts\",\"data\":\"x\"}".getBytes(UTF_8);

    @TempDir
    Path folder;

    private final List<String> delivered = new CopyOnWriteArrayList<>();
    private Broker broker;
    private Outbox outbox;

    @BeforeEach
    void open() {
        broker = Broker.onFolder(folder.resolve("broker"));
        outbox = new Outbox(
                broker, OutboxSettings.DEFAULTS, Optional.empty(), new SimpleMeterRegistry(), Clock.systemUTC());
    }

    @AfterEach
    void close() {
        outbox.close();
        broker.close();
    }

    private void deliver() {
        outbox.start(new Delivery() {
            @Override
            public Outcome deliver(OutboxMessage message) {
                delivered.add(message.origin().id());
                return new Delivered();
            }
        });
    }

    private void accept(String id) {
        outbox.accept(new OutboxMessage(
                LANE.account(),
                LANE.channel(),
                REQUEST,
                new Origin(id, "announce", "timer:once", null, Instant.EPOCH),
                Optional.empty(),
                4,
                false,
                Optional.empty()));
    }

    private interface Writing {
        Message by(Session session) throws JMSException;
    }

    private void put(String queue, Writing writing) throws JMSException {
        try (Connection connection = broker.hubConnections().createConnection();
                Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE)) {
            session.createProducer(session.createQueue(queue)).send(writing.by(session));
        }
    }

    private static Message like(Session session, Map<String, Object> others, Set<String> without) throws JMSException {
        BytesMessage message = session.createBytesMessage();
        message.writeBytes(REQUEST);
        var properties = new java.util.HashMap<String, Object>(
                Map.of("HubId", "1", "HubRoute", "announce", "HubSource", "timer:once", "HubAcceptedAt", 0L));
        properties.putAll(others);
        properties.keySet().removeAll(without);
        for (var property : properties.entrySet()) {
            message.setObjectProperty(property.getKey(), property.getValue());
        }
        return message;
    }

    /** Each of them held up its channel for good, or would have. */
    private static List<Writing> unreadable() {
        List<Writing> all = new ArrayList<>();
        for (String missing : List.of("HubAcceptedAt", "HubId", "HubRoute", "HubSource")) {
            all.add(session -> like(session, Map.of(), Set.of(missing)));
        }
        all.add(session -> like(session, Map.of("HubAcceptedAt", "yesterday"), Set.of()));
        all.add(session -> like(session, Map.of("HubAcceptedAt", true), Set.of()));
        all.add(session -> like(session, Map.of("HubExpiresAt", "never"), Set.of()));
        all.add(session -> like(session, Map.of("HubPriority", "urgent"), Set.of()));
        all.add(session -> like(session, Map.of("HubPriority", 100), Set.of()));
        all.add(session -> like(session, Map.of("HubHoldIfAmbiguous", 7), Set.of()));
        all.add(session -> session.createTextMessage("ñ"));
        all.add(session -> session.createTextMessage(null));
        all.add(Session::createMessage);
        all.add(session -> session.createObjectMessage(new java.util.Date(0)));
        all.add(session -> {
            MapMessage map = session.createMapMessage();
            map.setString("data", "x");
            return map;
        });
        all.add(session -> {
            StreamMessage stream = session.createStreamMessage();
            stream.writeString("x");
            return stream;
        });
        return all;
    }

    @Test
    void becomesADeadLetterAndItsChannelGoesOn() throws Exception {
        accept("before");
        for (Writing each : unreadable()) {
            put(LANE.queue(), each);
        }
        accept("after");

        deliver();

        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(delivered).containsExactly("before", "after"));
        await().atMost(TIMEOUT).until(() -> letters().size() == unreadable().size());
        assertThat(letters()).allSatisfy(letter -> {
            assertThat(letter.channel()).isEqualTo("alerts");
            assertThat(letter.reason().kind()).isEqualTo(Kind.message);
            assertThat(letter.source()).isEqualTo(LANE.queue());
        });
        assertThat(letters()).extracting(DeadLetter::payload).contains(new String(REQUEST, UTF_8), "ñ");
        assertThat(outbox.status().trouble()).isEmpty();
    }

    private List<DeadLetter> letters() {
        return outbox.deadLetters().list(DeadLetterFilter.ALL, 100);
    }

    /** Nothing of it is deserialised: the letter has the bytes as they are. */
    @Test
    void keepsAnObjectAsItsBytes() throws Exception {
        put(LANE.queue(), session -> session.createObjectMessage(new java.util.Date(0)));

        deliver();

        await().atMost(TIMEOUT).until(() -> letters().size() == 1);
        assertThat(letters().get(0).encoding()).isEqualTo("base64");
        assertThat(new String(Base64.getDecoder().decode(letters().get(0).payload()), UTF_8))
                .contains("java.util.Date");
    }

    @Test
    void keepsOneThatIsLongerThanAPacketButNotMoreThanFitsIntoMemory() throws Exception {
        put(LANE.queue(), session -> session.createTextMessage("ñ".repeat(1_000_000)));
        put(LANE.queue(), session -> {
            BytesMessage message = session.createBytesMessage();
            message.writeBytes(new byte[UnreadableMessage.MAX_BYTES + 1]);
            return message;
        });

        deliver();

        await().atMost(TIMEOUT).until(() -> letters().size() == 2);
        assertThat(letters().get(0).payload()).isEqualTo("ñ".repeat(1_000_000));
        assertThat(letters().get(1).payload()).hasSize(UnreadableMessage.MAX_BYTES);
        assertThat(letters().get(1).reason().message()).contains("Only its first 8,388,608 bytes are kept");
    }

    @Test
    void keepsALongObjectAsItsBytesToo() throws Exception {
        put(LANE.queue(), session -> session.createObjectMessage("ñ".repeat(300_000)));

        deliver();

        await().atMost(TIMEOUT).until(() -> letters().size() == 1);
        byte[] bytes = Base64.getDecoder().decode(letters().get(0).payload());
        assertThat(new String(bytes, UTF_8)).contains("ñ".repeat(1_000)).endsWith("ñ");
    }

    @Test
    void becomesADeadLetterAfterARestartToo() throws Exception {
        put(LANE.queue(), session -> like(session, Map.of(), Set.of("HubAcceptedAt")));
        accept("after");
        close();
        open();

        deliver();

        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(delivered).containsExactly("after"));
        assertThat(letters()).hasSize(1);
    }

    @Test
    void ofATimeThatIsOverIsPutAsideToo() throws Exception {
        put(LANE.queue(), session -> like(session, Map.of("HubExpiresAt", 1L), Set.of("HubId")));

        deliver();

        await().atMost(TIMEOUT).until(() -> letters().size() == 1);
        assertThat(letters().get(0).reason().kind()).isEqualTo(Kind.message);
    }

    @Test
    void ofATypeThatJmsDoesNotKnowIsNoReasonToKeepAMessageThatMustDie() throws Exception {
        put(LANE.queue(), session -> {
            Message message = like(session, Map.of("HubExpiresAt", 1L), Set.of());
            ((org.apache.activemq.artemis.jms.client.ActiveMQMessage) message)
                    .getCoreMessage()
                    .putBytesProperty("HubOdd", new byte[] {1});
            return message;
        });

        deliver();

        await().atMost(TIMEOUT).until(() -> letters().size() == 1);
        assertThat(letters().get(0).reason().kind()).isEqualTo(Kind.expired);
    }

    /** A queue that anybody may make at a broker elsewhere. */
    @Test
    void aQueueWhoseNameIsNoChannelHoldsUpNone() throws Exception {
        put("rootsocket.outbox.default.no such channel", session -> session.createTextMessage("x"));
        accept("one");

        deliver();

        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(delivered).containsExactly("one"));
        assertThat(outbox.status().trouble()).isEmpty();
    }

    @Test
    void amongTheDeadLettersIsShownAndDiscarded() throws Exception {
        outbox.deadLetters().keep(letter("good"));
        for (Writing each : unreadable()) {
            put(QueueNames.DEAD_LETTERS, each);
        }
        put(QueueNames.DEAD_LETTERS, session -> like(session, Map.of("HubKind", "banana"), Set.of()));
        put(
                QueueNames.DEAD_LETTERS,
                session -> like(session, Map.of("HubKind", "retry", "HubFailures", "{"), Set.of()));
        int all = unreadable().size() + 3;

        assertThat(letters()).hasSize(all);
        assertThat(outbox.deadLetters()
                        .page(DeadLetterFilter.ALL, 100, Optional.empty())
                        .letters())
                .hasSize(all)
                .anySatisfy(letter -> assertThat(letter.reason().message()).contains("cannot be read"));

        String id = letters().stream()
                .filter(letter -> letter.payload().equals("ñ"))
                .findFirst()
                .orElseThrow()
                .id();
        assertThat(outbox.deadLetters().discard(DeadLetterFilter.ofId(id), DeadLetterBatch.ALL))
                .isEqualTo(1);
        assertThat(outbox.deadLetters().discard(DeadLetterFilter.ALL, DeadLetterBatch.ALL))
                .isEqualTo(all - 1);
        assertThat(letters()).isEmpty();
    }

    @Test
    void amongTheDeadLettersStopsNoReplay() throws Exception {
        put(
                QueueNames.DEAD_LETTERS,
                session -> like(
                        session,
                        Map.of("HubKind", "retry", "HubAccount", "default", "HubChannel", "no channel"),
                        Set.of()));
        put(
                QueueNames.DEAD_LETTERS,
                session -> like(
                        session,
                        Map.of("HubKind", "retry", "HubAccount", "default", "HubChannel", "alerts"),
                        Set.of("HubAcceptedAt")));
        put(
                QueueNames.DEAD_LETTERS,
                session -> like(
                        session,
                        Map.of("HubKind", "retry", "HubAccount", "default", "HubChannel", "alerts"),
                        Set.of()));

        assertThat(outbox.deadLetters().replay(DeadLetterFilter.ALL, DeadLetterBatch.ALL, Optional.empty()))
                .isEqualTo(1);

        deliver();
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(delivered).containsExactly("1"));
        assertThat(letters())
                .hasSize(2)
                .allSatisfy(letter -> assertThat(letter.reason().message()).contains("cannot be read"));
        assertThat(outbox.deadLetters().replay(DeadLetterFilter.ALL, DeadLetterBatch.ALL, Optional.empty()))
                .isZero();
    }

    private static DeadLetter letter(String id) {
        return new DeadLetter(
                id,
                Instant.EPOCH,
                Instant.EPOCH,
                "announce",
                "timer:once",
                null,
                false,
                null,
                1,
                new DeadLetter.Reason(Kind.route, null, null, "It failed."),
                List.of(),
                "text",
                "x");
    }
}
