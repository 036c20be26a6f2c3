package io.rootsocket.hub.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rootsocket.hub.broker.Broker;
import io.rootsocket.hub.broker.EmbeddedServer;
import io.rootsocket.hub.broker.QueueNames;
import io.rootsocket.hub.outbox.Delivery.Delivered;
import io.rootsocket.hub.outbox.Delivery.Outcome;
import io.rootsocket.hub.outbox.message.Origin;
import io.rootsocket.hub.outbox.message.OutboxMessage;
import io.rootsocket.hub.protocol.ChannelName;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A route names a channel for each of its users, and each is used once. */
class UnusedChannelsIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(180);
    private static final int CHANNELS = 1_000;

    @TempDir
    Path folder;

    private final List<String> delivered = new CopyOnWriteArrayList<>();

    @Test
    void givesUpWhatItKeepsForChannelsThatAreNotUsedAnyMoreAndMakesItAgain() {
        var meters = new SimpleMeterRegistry();
        try (var broker = Broker.onFolder(folder.resolve("broker"));
                var outbox = new Outbox(
                        broker,
                        OutboxSettings.DEFAULTS,
                        Optional.empty(),
                        meters,
                        Clock.systemUTC(),
                        QuickUpkeep.QUICK)) {
            outbox.start(delivery());
            outbox.accept(message("keyed", "first", Optional.of("key")));
            await().atMost(TIMEOUT).until(() -> outbox.lanes() == 0);
            long before = usedHeap();
            IntStream.range(0, CHANNELS).forEach(i -> outbox.accept(message("user." + i, "hello", Optional.empty())));

            await().atMost(TIMEOUT).untilAsserted(() -> {
                assertThat(queues(broker)).containsExactly("rootsocket.outbox.default.keyed");
                assertThat(meters.find("rootsocket.outbox.accepted").counters()).hasSizeLessThanOrEqualTo(201);
                assertThat(outbox.lanes()).isZero();
                assertThat(usedHeap() - before).isLessThan(CHANNELS * 2_000L);
                // Whoever reads while one is moved to the others may see it twice.
                assertThat(meters.find("rootsocket.outbox.accepted").counters().stream()
                                .mapToDouble(counter -> counter.count())
                                .sum())
                        .isEqualTo(CHANNELS + 1);
            });

            outbox.accept(message("user.7", "again", Optional.empty()));
            // Its key is remembered.
            outbox.accept(message("keyed", "repeat", Optional.of("key")));
            outbox.accept(message("keyed", "second", Optional.of("other key")));

            await().atMost(TIMEOUT)
                    .until(() -> delivered.contains("keyed second") && delivered.contains("user.7 again"));
            assertThat(delivered).hasSize(CHANNELS + 3).doesNotContain("keyed repeat");
        }
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static List<String> queues(Broker broker) {
        return EmbeddedServer.of(broker)
                .getPostOffice()
                .getAllBindings()
                .map(binding -> binding.getUniqueName().toString())
                .filter(name -> name.startsWith(QueueNames.OUTBOX_PREFIX))
                .toList();
    }

    private Delivery delivery() {
        return new Delivery() {
            @Override
            public Outcome deliver(OutboxMessage message) {
                delivered.add(message.channel().value() + " " + message.origin().id());
                return new Delivered();
            }
        };
    }

    private static OutboxMessage message(String channel, String id, Optional<String> key) {
        return new OutboxMessage(
                "default",
                new ChannelName(channel),
                "{}".getBytes(UTF_8),
                new Origin(id, "in", "platform-http:/in", null, Instant.now()),
                Optional.empty(),
                OutboxMessage.NORMAL_PRIORITY,
                false,
                key);
    }
}
