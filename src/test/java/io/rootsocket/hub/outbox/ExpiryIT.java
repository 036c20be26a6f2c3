package io.rootsocket.hub.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rootsocket.hub.broker.Broker;
import io.rootsocket.hub.deadletters.DeadLetter;
import io.rootsocket.hub.deadletters.DeadLetter.Kind;
import io.rootsocket.hub.deadletters.DeadLetter.Reason;
import io.rootsocket.hub.deadletters.DeadLetterFilter;
import io.rootsocket.hub.outbox.Delivery.Later;
import io.rootsocket.hub.outbox.Delivery.Outcome;
import io.rootsocket.hub.outbox.message.Origin;
import io.rootsocket.hub.outbox.message.OutboxMessage;
import io.rootsocket.hub.protocol.ChannelName;
import io.rootsocket.hub.testing.MutableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages that are too late during an outage, while their channel is in a back-off of an hour. */
class ExpiryIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    /** Some of them. */
    private static final Duration LOOKS = Duration.ofMillis(300);

    @TempDir
    Path folder;

    private final MutableClock clock = MutableClock.at("2026-11-24T09:00:00Z");
    private final List<String> attempts = new CopyOnWriteArrayList<>();
    private Broker broker;
    private Outbox outbox;

    @BeforeEach
    void open() {
        broker = Broker.onFolder(folder.resolve("broker"));
        outbox = new Outbox(broker, settings(), Optional.empty(), new SimpleMeterRegistry(), clock, QuickUpkeep.QUICK);
        outbox.start(outage());
    }

    @AfterEach
    void close() {
        outbox.close();
        broker.close();
    }

    @Test
    void tellsEachExpiryOfAChannelAtItsTimeAndLeavesItsBackOff() {
        accept("stays", Optional.empty());
        await().atMost(TIMEOUT).until(() -> attempts.contains("stays"));
        accept("ten", Optional.of(Duration.ofSeconds(10)));
        accept("twenty", Optional.of(Duration.ofSeconds(20)));

        clock.advance(Duration.ofSeconds(10));
        awaitLetters("ten");
        clock.advance(Duration.ofSeconds(10));
        awaitLetters("ten", "twenty");

        await().during(LOOKS)
                .atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(attempts).containsExactly("stays"));
    }

    @Test
    void tellsTheExpiryOfWhatAnEarlierRunHasLeft() {
        accept("stays", Optional.empty());
        accept("ten", Optional.of(Duration.ofSeconds(10)));
        close();
        open();
        await().atMost(TIMEOUT).until(() -> !attempts.isEmpty());
        // What was found is looked at once, and then again.
        await().pollDelay(LOOKS).until(() -> outbox.deadLetters().count(DeadLetterFilter.ALL) == 0);

        clock.advance(Duration.ofSeconds(10));

        awaitLetters("ten");
    }

    private void awaitLetters(String... ids) {
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(outbox.deadLetters().list(DeadLetterFilter.ALL, 10))
                        .allSatisfy(letter -> assertThat(letter.reason().kind()).isEqualTo(Kind.expired))
                        .extracting(DeadLetter::id)
                        .containsExactly(ids));
    }

    private void accept(String id, Optional<Duration> expiresAfter) {
        outbox.accept(new OutboxMessage(
                "default",
                new ChannelName("news"),
                "{}".getBytes(UTF_8),
                new Origin(id, "in", "platform-http:/in", null, clock.instant()),
                expiresAfter.map(clock.instant()::plus),
                OutboxMessage.NORMAL_PRIORITY,
                false,
                Optional.empty()));
    }

    private Delivery outage() {
        return new Delivery() {
            @Override
            public Outcome deliver(OutboxMessage message) {
                attempts.add(message.origin().id());
                return new Later(new Reason(Kind.retry, 503, null, "away"), Optional.empty(), false);
            }
        };
    }

    private static OutboxSettings settings() {
        OutboxSettings usual = OutboxSettings.DEFAULTS;
        return new OutboxSettings(
                2,
                Duration.ofHours(1),
                Duration.ofHours(1),
                OptionalInt.empty(),
                OptionalInt.empty(),
                usual.maxMessages(),
                usual.maxDeadLetterBytes(),
                100,
                usual.deduplicationWindow());
    }
}
