package io.rootsocket.hub.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rootsocket.hub.broker.Broker;
import io.rootsocket.hub.deadletters.DeadLetter.Kind;
import io.rootsocket.hub.deadletters.DeadLetter.Reason;
import io.rootsocket.hub.deadletters.DeadLetterBatch;
import io.rootsocket.hub.deadletters.DeadLetterFilter;
import io.rootsocket.hub.outbox.message.Origin;
import io.rootsocket.hub.outbox.message.OutboxMessage;
import io.rootsocket.hub.protocol.ChannelName;
import io.rootsocket.hub.testing.ContractBroker;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the outbox promises, whichever broker keeps its messages. */
abstract class OutboxContract {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final Reason AWAY = new Reason(Kind.retry, 503, null, "It answered 503.");

    @TempDir
    Path folder;

    private final List<String> delivered = new CopyOnWriteArrayList<>();
    /** What comes of the next attempts; then all are delivered. */
    private final Queue<Delivery.Outcome> outcomes = new ArrayDeque<>();

    private Broker broker;
    Outbox outbox;

    /** Where the broker is. */
    abstract ContractBroker where();

    @BeforeEach
    void open() throws Exception {
        open(4);
    }

    private void open(int concurrency) throws Exception {
        if (outbox != null) {
            close();
        }
        broker = where().connect(folder);
        outbox = new Outbox(
                broker,
                settings(concurrency),
                Optional.empty(),
                new SimpleMeterRegistry(),
                Clock.systemUTC(),
                Upkeep.USUAL);
    }

    @AfterEach
    void close() {
        outbox.close();
        broker.close();
    }

    @Test
    void deliversEachChannelInOrder() {
        outbox.start(delivery());
        accept("news", "one");
        accept("sport", "two");
        accept("news", "three");

        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(delivered).hasSize(3));
        assertThat(delivered).containsSubsequence("one", "three").contains("two");
    }

    @Test
    void deliversWhatWaitedWhenTheBrokerEnded() throws Exception {
        IntStream.range(0, 5).forEach(i -> accept("news", "m" + i));
        close();
        where().restart();
        open();

        outbox.start(delivery());

        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(delivered).containsExactly("m0", "m1", "m2", "m3", "m4"));
    }

    @Test
    void triesAgainAndHoldsBackThoseBehind() {
        outcomes.add(new Delivery.Later(AWAY, Optional.empty(), false));
        outcomes.add(new Delivery.Unknown(AWAY));
        outbox.start(delivery());
        accept("news", "one");
        accept("news", "two");

        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(delivered).containsExactly("one", "two"));
    }

    @Test
    void makesADeadLetterOfWhatRootSocketRefusesAndReplaysIt() {
        outcomes.add(new Delivery.Refused(new Reason(Kind.message, 400, "Bad data", "It answered 400.")));
        outbox.start(delivery());
        accept("news", "one");
        accept("news", "two");
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(delivered).containsExactly("two"));
        assertThat(letters()).containsExactly("one message");

        outbox.deadLetters().replay(DeadLetterFilter.ALL, DeadLetterBatch.ALL, Optional.empty());

        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(delivered).containsExactly("two", "one"));
        assertThat(letters()).isEmpty();
    }

    @Test
    void makesADeadLetterOfWhatIsTooLateBehindOneThatWaits() {
        outcomes.add(new Delivery.Later(AWAY, Optional.of(Duration.ofHours(1)), false));
        outbox.start(delivery());
        accept("news", "waits");
        await().atMost(TIMEOUT).until(outcomes::isEmpty);
        outbox.accept(message("news", "late", Optional.of(Instant.now().plusMillis(500)), Optional.empty()));

        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(letters()).containsExactly("late expired"));
        assertThat(delivered).isEmpty();
    }

    @Test
    void dropsWhatComesWithAKeyThatItsChannelHasHad() {
        outbox.start(delivery());
        // The rules of the queues are there once something is delivered.
        accept("news", "first");
        await().atMost(TIMEOUT).until(() -> delivered.contains("first"));

        assertThat(outbox.accept(message("news", "keyed", Optional.empty(), Optional.of("key"))))
                .isTrue();
        assertThat(outbox.accept(message("news", "repeat", Optional.empty(), Optional.of("key"))))
                .isFalse();

        accept("news", "last");
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(delivered).containsExactly("first", "keyed", "last"));
    }

    @Test
    void tellsWhatBecomesOfAMessageByOneIdAlsoAsADeadLetter() {
        var told = new CopyOnWriteArrayList<String>();
        outbox.tell(tellsTo(told));
        outcomes.add(new Delivery.Later(AWAY, Optional.empty(), false));
        outcomes.add(new Delivery.Refused(new Reason(Kind.message, 400, null, "It answered 400.")));
        outbox.accept(new OutboxMessage(
                "default",
                new ChannelName("news"),
                "{}".getBytes(UTF_8),
                new Origin("exchange", "in", "platform-http:/in", null, Instant.now()),
                "whole",
                "17",
                Optional.empty(),
                OutboxMessage.NORMAL_PRIORITY,
                false,
                Optional.of("traced"),
                Optional.empty(),
                Optional.of(TRACE)));
        outbox.accept(message("news", "repeat", Optional.empty(), Optional.of("traced")));
        outbox.start(delivery());
        await().atMost(TIMEOUT).until(() -> letters().size() == 1);
        outbox.deadLetters().replay(DeadLetterFilter.ALL, DeadLetterBatch.ALL, Optional.empty());
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(told).hasSize(8));

        assertThat(told)
                .containsExactly(
                        "accepted exchange-17 " + TRACE,
                        "repeat-1 Repeated",
                        "tried exchange-17 " + TRACE + " Later",
                        "tried exchange-17 " + TRACE + " Refused",
                        "exchange-17 Dead",
                        "accepted exchange-17 " + TRACE,
                        "tried exchange-17 " + TRACE + " Delivered",
                        "exchange-17 Delivered");
    }

    @Test
    void deliversOtherChannelsWhileItIsNotedWhatBecameOfAMessage() throws Exception {
        var noted = new CompletableFuture<Void>();
        open(1);
        outbox.tell(notes("one", noted));
        accept("news", "one");
        accept("news", "two");
        accept("sport", "three");
        outbox.start(delivery());

        // Each channel has a worker of its own, and either may be the first.
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(delivered).containsExactlyInAnyOrder("one", "three"));

        noted.complete(null);
        await().atMost(TIMEOUT).until(() -> delivered.contains("two"));
        outbox.stopDelivering(TIMEOUT);
        close();
        open(1);
        outbox.start(delivery());
        accept("news", "last");
        await().atMost(TIMEOUT).until(() -> delivered.contains("last"));
        assertThat(delivered).containsExactlyInAnyOrder("one", "three", "two", "last");
    }

    @Test
    void deliversAgainWhatNobodyHadNotedWhenTheHubDied() throws Exception {
        var told = new CopyOnWriteArrayList<String>();
        outbox.tell(notes("one", new CompletableFuture<>()));
        accept("news", "one");
        accept("news", "two");
        outbox.start(delivery());
        await().atMost(TIMEOUT).until(() -> delivered.contains("one"));

        close();
        open();
        outbox.tell(tellsEnds(told));
        outbox.start(delivery());

        await().atMost(TIMEOUT).until(() -> told.size() == 2);
        assertThat(delivered).containsExactly("one", "one", "two");
        assertThat(told).containsExactly("one-1 Delivered", "two-1 Delivered");
    }

    private static OutboxListener notes(String id, CompletableFuture<Void> noted) {
        return new OutboxListener() {
            @Override
            public CompletionStage<Void> ended(OutboxMessage message, End end) {
                return message.origin().id().equals(id) ? noted : DONE;
            }
        };
    }

    private static OutboxListener tellsEnds(List<String> told) {
        return new OutboxListener() {
            @Override
            public CompletionStage<Void> ended(OutboxMessage message, End end) {
                told.add("%s %s".formatted(message.id(), end.getClass().getSimpleName()));
                return DONE;
            }
        };
    }

    @Test
    void tellsWhichDeadLetterAPersonThrowsAway() {
        var told = new CopyOnWriteArrayList<String>();
        outcomes.add(new Delivery.Refused(new Reason(Kind.message, 400, null, "It answered 400.")));
        accept("news", "one");
        outbox.start(delivery());
        await().atMost(TIMEOUT).until(() -> letters().size() == 1);
        outbox.tell(tellsTo(told));

        outbox.deadLetters().discard(DeadLetterFilter.ALL, DeadLetterBatch.ALL);

        assertThat(told).containsExactly("discarded one-1");
    }

    private static OutboxListener tellsTo(List<String> told) {
        return new OutboxListener() {
            @Override
            public void accepted(OutboxMessage message) {
                told.add("accepted %s %s"
                        .formatted(message.id(), message.traceparent().orElseThrow()));
            }

            @Override
            public void attempted(OutboxMessage message, Instant at, Duration took, Delivery.Outcome outcome) {
                told.add("tried %s %s %s"
                        .formatted(
                                message.id(),
                                message.traceparent().orElseThrow(),
                                outcome.getClass().getSimpleName()));
            }

            @Override
            public CompletionStage<Void> ended(OutboxMessage message, End end) {
                told.add("%s %s".formatted(message.id(), end.getClass().getSimpleName()));
                return DONE;
            }

            @Override
            public void discarded(String messageId, String exchangeId) {
                told.add("discarded " + messageId);
            }
        };
    }

    private List<String> letters() {
        return outbox.deadLetters().list(DeadLetterFilter.ALL, 10).stream()
                .map(letter -> letter.id() + " " + letter.reason().kind())
                .toList();
    }

    void accept(String channel, String id) {
        outbox.accept(message(channel, id, Optional.empty(), Optional.empty()));
    }

    private Delivery delivery() {
        return new Delivery() {
            @Override
            public synchronized Outcome deliver(OutboxMessage message) {
                Outcome outcome = outcomes.poll();
                if (outcome != null) {
                    return outcome;
                }
                delivered.add(message.origin().id());
                return new Delivered();
            }
        };
    }

    private static OutboxMessage message(String channel, String id, Optional<Instant> expiresAt, Optional<String> key) {
        return new OutboxMessage(
                "default",
                new ChannelName(channel),
                "{}".getBytes(UTF_8),
                new Origin(id, "in", "platform-http:/in", null, Instant.now()),
                expiresAt,
                OutboxMessage.NORMAL_PRIORITY,
                false,
                key);
    }

    private static OutboxSettings settings(int concurrency) {
        OutboxSettings usual = OutboxSettings.DEFAULTS;
        return new OutboxSettings(
                concurrency,
                Duration.ofMillis(20),
                Duration.ofMillis(100),
                OptionalInt.empty(),
                OptionalInt.empty(),
                usual.maxMessages(),
                usual.maxDeadLetterBytes(),
                100,
                usual.deduplicationWindow());
    }
}
