package io.rootsocket.hub.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.broker.Broker;
import io.rootsocket.hub.deadletters.DeadLetter.Kind;
import io.rootsocket.hub.outbox.message.LaneName;
import io.rootsocket.hub.outbox.message.MessageOnQueue;
import io.rootsocket.hub.outbox.message.Origin;
import io.rootsocket.hub.outbox.message.OutboxMessage;
import io.rootsocket.hub.outbox.message.UnreadableMessageException;
import io.rootsocket.hub.protocol.ChannelName;
import io.rootsocket.hub.testing.ContractBroker;
import io.rootsocket.hub.testing.MutableClock;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What dead letters promise, whichever broker keeps them. */
abstract class DeadLettersContract {

    private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
    private static final DeadLetter.Reason REFUSED =
            new DeadLetter.Reason(Kind.message, 400, "Bad data", "RootSocket answered 400.");

    @TempDir
    Path folder;

    private final MutableClock clock = MutableClock.at("2026-11-24T09:00:00Z");
    private Broker broker;
    private DeadLetters letters;

    /** Where the broker is. */
    abstract ContractBroker where();

    @BeforeEach
    void open() throws Exception {
        broker = where().connect(folder);
        letters = DeadLetters.of(broker, clock);
    }

    @AfterEach
    void close() {
        broker.close();
    }

    @Test
    void keepsEverythingOverARestart() throws Exception {
        DeadLetter letter = letter("one", "announce", "news", Kind.route);
        letters.keep(letter);

        close();
        where().restart();
        broker = where().connect(folder);
        letters = DeadLetters.of(broker, clock);

        assertThat(letters.list(DeadLetterFilter.ALL, 10)).containsExactly(letter);
    }

    @Test
    void keepsBytesAsTheyAre() {
        String bytes = Base64.getEncoder().encodeToString(new byte[] {0, (byte) 0xff, 13, (byte) 0xc3});
        DeadLetter letter = new DeadLetter(
                "binary", NOW, NOW, "scan", "file:in", "x.bin", false, null, 1, REFUSED, List.of(), "base64", bytes);
        letters.keep(letter);

        assertThat(letters.list(DeadLetterFilter.ALL, 10)).containsExactly(letter);
    }

    @Test
    void keepsAPayloadThatIsLongerThanAPacket() {
        DeadLetter letter = new DeadLetter(
                "long",
                NOW,
                NOW,
                "in",
                "direct:in",
                null,
                false,
                null,
                1,
                REFUSED,
                List.of(),
                "text",
                "ñ".repeat(1_000_000));
        letters.keep(letter);

        assertThat(letters.list(DeadLetterFilter.ALL, 10)).containsExactly(letter);
    }

    @Test
    void findsLettersByEachOfTheirMarksAndByAllTogether() {
        letters.keep(letter("1", "announce", "news", Kind.retry));
        letters.keep(letter("2", "announce", "sport", Kind.message));
        letters.keep(letter("3", "import", "news", Kind.message));

        assertThat(ids(filter("2", null, null, null))).containsExactly("2");
        assertThat(ids(filter(null, "news", null, null))).containsExactly("1", "3");
        assertThat(ids(filter(null, null, "announce", null))).containsExactly("1", "2");
        assertThat(ids(filter(null, null, null, Kind.message))).containsExactly("2", "3");
        assertThat(ids(filter(null, "news", "import", Kind.message))).containsExactly("3");
        assertThat(letters.count(filter(null, "news", null, null))).isEqualTo(2);
        assertThat(letters.count(DeadLetterFilter.ALL)).isEqualTo(3);
    }

    @Test
    void findsLettersByTheirAge() {
        letters.keep(letter("old", "announce", "news", Kind.retry));
        clock.advance(Duration.ofHours(2));
        letters.keep(failedAt(clock.instant(), letter("young", "announce", "news", Kind.retry)));

        assertThat(ids(olderThan(Duration.ofHours(2)))).containsExactly("old");
        assertThat(ids(olderThan(Duration.ofHours(3)))).isEmpty();
        assertThat(ids(olderThan(Duration.ZERO))).containsExactly("old", "young");
    }

    @Test
    void takesQuotesAndSignsInMarksForWhatTheyAre() {
        String odd = "it's 100% \\ \"odd\" ' OR 1=1 --";
        letters.keep(letter(odd, odd, "news", Kind.route));
        letters.keep(letter("other", "announce", "news", Kind.route));

        assertThat(ids(DeadLetterFilter.ofId(odd))).containsExactly(odd);
        assertThat(ids(filter(null, null, odd, null))).containsExactly(odd);
        assertThat(replay(DeadLetterFilter.ALL, Set.of(odd))).containsExactly(odd);
    }

    @Test
    void countsAllAndBringsTheFirstWithoutTheirPayloads() {
        for (int i = 0; i < 5; i++) {
            letters.keep(letter("" + i, "announce", "news", Kind.route));
        }
        deadLetter("waited", "news");

        DeadLetterPage page = letters.page(DeadLetterFilter.ALL, 2, Optional.empty());

        assertThat(page.matching()).isEqualTo(6);
        assertThat(page.replayable()).isEqualTo(1);
        assertThat(page.letters()).extracting(DeadLetterSummary::id).containsExactly("0", "1");
    }

    @Test
    void putsWhatWaitedBackIntoItsChannelInItsOldOrderAlsoInBatches() {
        for (int i = 0; i < 7; i++) {
            deadLetter("news" + i, "news");
            deadLetter("sport" + i, "sport");
        }

        int done = 0;
        for (int batch = 1; batch > 0; done += batch) {
            batch = letters.replay(DeadLetterFilter.ALL, atMost(3), Optional.empty());
        }

        assertThat(done).isEqualTo(14);
        assertThat(letters.count(DeadLetterFilter.ALL)).isZero();
        assertThat(waiting("news")).containsExactly("news0", "news1", "news2", "news3", "news4", "news5", "news6");
        assertThat(waiting("sport")).hasSize(7).isSorted();
    }

    @Test
    void forgetsTheFailureAndTheExpiryOfWhatItReplays() {
        deadLetter("late", "news");

        letters.replay(DeadLetterFilter.ALL, DeadLetterBatch.ALL, Optional.empty());

        Message waiting = take("news").get(0);
        assertThat(read(waiting, "news").expiresAt()).isEmpty();
        assertThat(read(waiting, "news").priority()).isEqualTo(7);
        assertThat(read(waiting, "news").request()).asString().isEqualTo("{\"data\":\"late\"}");
        assertThat(read(waiting, "news").origin().route()).isEqualTo("announce");
    }

    @Test
    void replaysALetterThatWasADeduplicatedMessage() {
        deadLetter("once", "news");

        letters.replay(DeadLetterFilter.ALL, DeadLetterBatch.ALL, Optional.empty());

        assertThat(waiting("news")).containsExactly("once");
    }

    @Test
    void leavesWhatFailedInItsRouteAloneWhenNoRouteRuns() {
        letters.keep(letter("in-route", "announce", "news", Kind.route));
        deadLetter("behind", "news");

        assertThat(letters.replay(DeadLetterFilter.ALL, DeadLetterBatch.ALL, Optional.empty()))
                .isEqualTo(1);

        assertThat(ids(DeadLetterFilter.ALL)).containsExactly("in-route");
    }

    @Test
    void isNotStoppedByALetterThatCannotBeReplayed() {
        letters.keep(letter("gone", "removed", "news", Kind.route));
        letters.keep(part(letter("part", "announce", "news", Kind.route)));
        letters.keep(letter("whole", "announce", "news", Kind.route));

        assertThat(replay(DeadLetterFilter.ALL, Set.of("announce"))).containsExactly("whole");

        assertThat(ids(DeadLetterFilter.ALL)).containsExactly("gone", "part");
    }

    @Test
    void keepsALetterThatItsRouteDoesNotTake() {
        letters.keep(letter("one", "announce", "news", Kind.route));
        var refusing = reroute(Set.of("announce"), letter -> {
            throw new IllegalStateException("the disk is full");
        });

        assertThatThrownBy(() -> letters.replay(DeadLetterFilter.ALL, DeadLetterBatch.ALL, Optional.of(refusing)))
                .isInstanceOf(ReplayFailedException.class)
                .hasMessageContainingAll("one", "announce", "the disk is full");

        // The broker puts back what was taken a moment after the session has ended.
        await().untilAsserted(() -> assertThat(ids(DeadLetterFilter.ALL)).containsExactly("one"));
    }

    @Test
    void doesNotReplayTwiceInOneGoWhatFailsAgain() {
        letters.keep(letter("one", "announce", "news", Kind.route));
        List<String> seen = new ArrayList<>();
        var failing = reroute(Set.of("announce"), letter -> {
            seen.add(letter.id());
            letters.keep(letter(letter.id() + "-again", "announce", "news", Kind.route));
        });

        assertThat(letters.replay(DeadLetterFilter.ALL, DeadLetterBatch.ALL, Optional.of(failing)))
                .isEqualTo(1);

        assertThat(seen).containsExactly("one");
        assertThat(ids(DeadLetterFilter.ALL)).containsExactly("one-again");
    }

    @Test
    void beginsNoFurtherLetterWhenTheBatchsTimeIsOver() {
        deadLetter("one", "news");

        assertThat(letters.replay(DeadLetterFilter.ALL, new DeadLetterBatch(10, Duration.ZERO), Optional.empty()))
                .isZero();

        assertThat(letters.count(DeadLetterFilter.ALL)).isEqualTo(1);
    }

    @Test
    void discardsWhatIsMeantAndNothingElse() {
        letters.keep(letter("1", "announce", "news", Kind.retry));
        letters.keep(letter("2", "announce", "sport", Kind.message));
        letters.keep(letter("3", "import", "news", Kind.message));

        assertThat(letters.discard(filter(null, "news", null, null), atMost(1))).isEqualTo(1);
        assertThat(ids(DeadLetterFilter.ALL)).containsExactly("2", "3");
        assertThat(letters.discard(filter(null, null, "import", null), DeadLetterBatch.ALL))
                .isEqualTo(1);

        assertThat(ids(DeadLetterFilter.ALL)).containsExactly("2");
    }

    @Test
    void takesOverTheLettersThatWereFiles() throws Exception {
        var files = new DeadLetterFolder(folder.resolve("dead-letters"));
        DeadLetter first = letter("1", "announce", "news", Kind.retry);
        DeadLetter second = failedAt(NOW.plusSeconds(1), letter("2", "announce", "news", Kind.retry));
        Path file = files.write(second);
        files.write(first);

        assertThat(files.moveTo(letters)).isEqualTo(2);

        assertThat(letters.list(DeadLetterFilter.ALL, 10)).containsExactly(first, second);
        assertThat(file.getParent()).isEmptyDirectory();
        assertThat(files.moveTo(letters)).isZero();
    }

    private List<String> ids(DeadLetterFilter filter) {
        return letters.list(filter, 100).stream().map(DeadLetter::id).toList();
    }

    private List<String> replay(DeadLetterFilter filter, Set<String> routes) {
        List<String> routed = new ArrayList<>();
        letters.replay(filter, DeadLetterBatch.ALL, Optional.of(reroute(routes, letter -> routed.add(letter.id()))));
        return routed;
    }

    private static DeadLetters.Reroute reroute(Set<String> routes, Consumer<DeadLetter> act) {
        return new DeadLetters.Reroute() {
            @Override
            public Set<String> routes() {
                return routes;
            }

            @Override
            public void route(DeadLetter letter) {
                act.accept(letter);
            }
        };
    }

    /** Makes a message that waited in the outbox a letter, as the outbox does. */
    private void deadLetter(String data, String channel) {
        var message = new OutboxMessage(
                "app",
                new ChannelName(channel),
                "{\"data\":\"%s\"}".formatted(data).getBytes(StandardCharsets.UTF_8),
                new Origin(data, "announce", "direct:in", null, NOW),
                Optional.of(NOW.plusSeconds(60)),
                7,
                false,
                Optional.of(data));
        inSession(session -> {
            try (var producer = session.createProducer(null)) {
                producer.send(
                        session.createQueue(LaneName.of(message).queue()), MessageOnQueue.write(session, message));
            }
            session.commit();
            letters.write(session, lane(channel), receive(session, channel).get(0), REFUSED, List.of());
            session.commit();
        });
    }

    private List<String> waiting(String channel) {
        return take(channel).stream()
                .map(message -> read(message, channel).origin().id())
                .toList();
    }

    private List<Message> take(String channel) {
        List<Message> taken = new ArrayList<>();
        inSession(session -> {
            taken.addAll(receive(session, channel));
            session.commit();
        });
        return taken;
    }

    private static List<Message> receive(Session session, String channel) throws Exception {
        List<Message> taken = new ArrayList<>();
        String queue = lane(channel).queue();
        try (MessageConsumer consumer = session.createConsumer(session.createQueue(queue))) {
            for (Message next = consumer.receiveNoWait(); next != null; next = consumer.receiveNoWait()) {
                taken.add(next);
            }
        }
        return taken;
    }

    private static LaneName lane(String channel) {
        return new LaneName("app", new ChannelName(channel));
    }

    private static OutboxMessage read(Message message, String channel) {
        try {
            return MessageOnQueue.read(message, lane(channel));
        } catch (JMSException | UnreadableMessageException e) {
            throw new AssertionError(e);
        }
    }

    private void inSession(Work work) {
        try (var connection = broker.hubConnections().createConnection();
                Session session = connection.createSession(Session.SESSION_TRANSACTED)) {
            connection.start();
            work.in(session);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private interface Work {
        void in(Session session) throws Exception;
    }

    private static DeadLetterBatch atMost(int max) {
        return new DeadLetterBatch(max, Duration.ofMinutes(1));
    }

    private static DeadLetterFilter filter(
            @Nullable String id, @Nullable String channel, @Nullable String route, @Nullable Kind kind) {
        return new DeadLetterFilter(
                Optional.ofNullable(id),
                Optional.ofNullable(channel),
                Optional.ofNullable(route),
                Optional.ofNullable(kind),
                Optional.empty());
    }

    private static DeadLetterFilter olderThan(Duration age) {
        return new DeadLetterFilter(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(age));
    }

    private static DeadLetter letter(String id, String route, String channel, Kind kind) {
        return new DeadLetter(
                id,
                NOW,
                NOW.minusSeconds(60),
                route,
                "quartz://announcements/standup",
                "standup",
                false,
                channel,
                11,
                new DeadLetter.Reason(kind, 503, "overloaded", "RootSocket answered 503."),
                List.of(
                        new DeadLetter.Attempt(NOW.minusSeconds(1), REFUSED),
                        new DeadLetter.Attempt(
                                NOW, new DeadLetter.Reason(kind, 503, "overloaded", "RootSocket answered 503."))),
                "text",
                "Stand-up in 5 minutes — ☕");
    }

    private static DeadLetter part(DeadLetter whole) {
        return new DeadLetter(
                whole.id(),
                whole.failedAt(),
                whole.acceptedAt(),
                whole.route(),
                whole.source(),
                whole.sourceId(),
                true,
                whole.channel(),
                whole.attempts(),
                whole.reason(),
                whole.failures(),
                whole.encoding(),
                whole.payload());
    }

    private static DeadLetter failedAt(Instant at, DeadLetter letter) {
        return new DeadLetter(
                letter.id(),
                at,
                letter.acceptedAt(),
                letter.route(),
                letter.source(),
                letter.sourceId(),
                letter.part(),
                letter.channel(),
                letter.attempts(),
                letter.reason(),
                letter.failures(),
                letter.encoding(),
                letter.payload());
    }
}
