package io.rootsocket.hub.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rootsocket.hub.broker.Broker;
import io.rootsocket.hub.deadletters.DeadLetter.Kind;
import io.rootsocket.hub.deadletters.DeadLetter.Reason;
import io.rootsocket.hub.outbox.Delivery.Delivered;
import io.rootsocket.hub.outbox.Delivery.Later;
import io.rootsocket.hub.outbox.Delivery.Outcome;
import io.rootsocket.hub.outbox.message.Origin;
import io.rootsocket.hub.outbox.message.OutboxMessage;
import io.rootsocket.hub.protocol.ChannelName;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages that the broker keeps in files of their own and brings in parts. */
class LargeMessagesIT {

    private static final int COUNT = 40;

    @TempDir
    Path folder;

    @Test
    void deliversAllThatWaitInAChannelInOneGo() {
        try (var broker = Broker.onFolder(folder.resolve("broker"))) {
            var outbox = outbox(broker);
            ids().forEach(id -> outbox.accept(message(id)));
            outbox.close();
        }
        try (var broker = Broker.onFolder(folder.resolve("broker"));
                var outbox = outbox(broker)) {
            var delivered = new CopyOnWriteArrayList<String>();
            outbox.start(to(delivered, new Delivered()));

            await().until(() -> delivered.size() == COUNT);
            assertThat(delivered).containsExactlyElementsOf(ids());
        }
    }

    @Test
    void triesAgainWhatWaitsWhileAnotherIsOnItsWay() {
        try (var broker = Broker.onFolder(folder.resolve("broker"));
                var outbox = outbox(broker)) {
            var tried = new CopyOnWriteArrayList<String>();
            outbox.start(to(tried, new Later(new Reason(Kind.retry, 503, null, "away"), Optional.empty(), false)));
            ids().forEach(id -> outbox.accept(message(id)));

            await().until(() -> tried.size() >= 10);
        }
    }

    private static Outbox outbox(Broker broker) {
        return new Outbox(broker, settings(), Optional.empty(), new SimpleMeterRegistry(), Clock.systemUTC());
    }

    private static Delivery to(List<String> delivered, Outcome outcome) {
        return new Delivery() {
            @Override
            public Outcome deliver(OutboxMessage message) {
                delivered.add(message.origin().id());
                return outcome;
            }
        };
    }

    private static List<String> ids() {
        return IntStream.range(0, COUNT).mapToObj(i -> "large" + i).toList();
    }

    private static OutboxMessage message(String id) {
        return new OutboxMessage(
                "default",
                new ChannelName("news"),
                new byte[900_000],
                new Origin(id, "in", "platform-http:/in", null, Instant.now()),
                Optional.empty(),
                OutboxMessage.NORMAL_PRIORITY,
                false,
                Optional.empty());
    }

    private static OutboxSettings settings() {
        OutboxSettings usual = OutboxSettings.DEFAULTS;
        return new OutboxSettings(
                2,
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
