package io.rootsocket.hub.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rootsocket.hub.broker.Broker;
import io.rootsocket.hub.broker.EmbeddedServer;
import io.rootsocket.hub.durability.Trial;
import io.rootsocket.hub.outbox.message.Origin;
import io.rootsocket.hub.outbox.message.OutboxMessage;
import io.rootsocket.hub.protocol.ChannelName;
import io.rootsocket.hub.testing.BrokerElsewhere;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept for a channel goes as soon as nothing waits in it, just when the next message comes. */
class ChannelsComeAndGoIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int MESSAGES = Trial.count(120, 300);
    private static final List<String> CHANNELS = List.of("news", "sport", "weather");
    private static final Upkeep ALL_THE_WHILE = new Upkeep(
            Duration.ofMillis(2),
            Duration.ofSeconds(1),
            Duration.ofMillis(2),
            Duration.ofMillis(1),
            Duration.ofHours(1),
            Duration.ofHours(1));

    @TempDir
    Path folder;

    private final Map<String, List<Integer>> delivered = new ConcurrentHashMap<>();

    @Test
    void losesNothingAndKeepsTheOrderWhileQueuesGoAndAreMadeAgain() throws Exception {
        try (var broker = Broker.onFolder(folder.resolve("broker"));
                var outbox = outbox(broker)) {
            outbox.start(delivery());

            long gone = send(List.of(outbox), number -> {
                if (number % 100 == 0) {
                    // On a slow machine a pause may be too short for that.
                    await().pollInterval(Duration.ofMillis(1)).atMost(TIMEOUT).until(() -> gone(broker) > 0);
                }
                return gone(broker);
            });

            assertThat(gone)
                    .as("queues that were gone when the next message came")
                    .isPositive();
            await().atMost(TIMEOUT).until(() -> outbox.lanes() == 0);
        }
    }

    private static long gone(Broker broker) {
        return CHANNELS.stream()
                .filter(channel ->
                        EmbeddedServer.of(broker).locateQueue("rootsocket.outbox.default." + channel) == null)
                .count();
    }

    @Test
    void losesNothingAndKeepsTheOrderBetweenTwoHubsThatShareABroker() throws Exception {
        try (var elsewhere = BrokerElsewhere.start(folder);
                var first = Broker.external(elsewhere.url(), Optional.empty(), Optional.empty());
                var second = Broker.external(elsewhere.url(), Optional.empty(), Optional.empty());
                var one = outbox(first);
                var other = outbox(second)) {
            one.start(delivery());
            other.start(delivery());

            send(List.of(one, other), number -> 0);

            await().atMost(TIMEOUT).until(() -> one.lanes() + other.lanes() == 0);
        }
    }

    @Test
    void leavesAChannelToAnotherHubSoonAfterItsLastMessage() {
        Duration look = Duration.ofSeconds(30);
        var rarely = new Upkeep(
                look,
                Duration.ofHours(1),
                Duration.ofMillis(50),
                Duration.ofMillis(100),
                Duration.ofHours(1),
                Duration.ofHours(1));
        try (var elsewhere = BrokerElsewhere.start(folder);
                var first = Broker.external(elsewhere.url(), Optional.empty(), Optional.empty());
                var second = Broker.external(elsewhere.url(), Optional.empty(), Optional.empty());
                var one = outbox(first, rarely);
                var other = outbox(second, rarely)) {
            List<Integer> arrived = new CopyOnWriteArrayList<>();
            delivered.put("news", arrived);
            one.start(delivery());
            other.start(delivery());
            for (Outbox outbox : List.of(one, other)) {
                await().atMost(TIMEOUT).until(() -> {
                    outbox.accept(message("news", -1));
                    return outbox.lanes() > 0;
                });
            }
            Instant begin = Instant.now();
            for (int number = 0; number < 20; number++) {
                int last = number;
                (number % 2 == 0 ? one : other).accept(message("news", number));
                await().pollInterval(Duration.ofMillis(1)).atMost(TIMEOUT).until(() -> arrived.contains(last));
            }
            assertThat(Duration.between(begin, Instant.now()))
                    .as("at a look each would be found")
                    .isLessThan(look.multipliedBy(4));
        }
    }

    private static Outbox outbox(Broker broker) {
        return outbox(broker, ALL_THE_WHILE);
    }

    private static Outbox outbox(Broker broker, Upkeep upkeep) {
        return new Outbox(
                broker,
                OutboxSettings.DEFAULTS,
                Optional.empty(),
                new SimpleMeterRegistry(),
                Clock.systemUTC(),
                upkeep);
    }

    /** @return the sum of what was counted before each message */
    private long send(List<Outbox> outboxes, Count count) throws Exception {
        CHANNELS.forEach(channel -> delivered.put(channel, new CopyOnWriteArrayList<>()));
        ExecutorService senders = Executors.newFixedThreadPool(CHANNELS.size());
        try {
            long counted = 0;
            for (Future<Long> sender : senders.invokeAll(CHANNELS.stream()
                    .map(channel -> (Callable<Long>) () -> send(outboxes, channel, count))
                    .toList())) {
                counted += sender.get();
            }
            List<Integer> all = IntStream.range(0, MESSAGES).boxed().toList();
            await().atMost(TIMEOUT)
                    .untilAsserted(() -> assertThat(delivered.values())
                            .allSatisfy(list -> assertThat(list).hasSize(MESSAGES)));
            assertThat(delivered.values()).allSatisfy(list -> assertThat(list).isEqualTo(all));
            return counted;
        } finally {
            senders.shutdownNow();
        }
    }

    private long send(List<Outbox> outboxes, String channel, Count count) {
        long counted = 0;
        for (int number = 0; number < MESSAGES; number++) {
            outboxes.get(number % outboxes.size()).accept(message(channel, number));
            if (number % 4 == 0) {
                int soFar = number;
                await().pollInterval(Duration.ofMillis(1))
                        .atMost(TIMEOUT)
                        .until(() ->
                                Objects.requireNonNull(delivered.get(channel)).contains(soFar));
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(60_000_000));
                counted += count.after(number);
            }
        }
        return counted;
    }

    private interface Count {
        long after(int number);
    }

    private Delivery delivery() {
        return new Delivery() {
            @Override
            public Outcome deliver(OutboxMessage message) {
                Objects.requireNonNull(delivered.get(message.channel().value()))
                        .add(Integer.valueOf(message.origin().id()));
                return new Delivered();
            }
        };
    }

    private static OutboxMessage message(String channel, int number) {
        return new OutboxMessage(
                "default",
                new ChannelName(channel),
                "{}".getBytes(UTF_8),
                new Origin(String.valueOf(number), "in", "platform-http:/in", null, Instant.now()),
                Optional.empty(),
                OutboxMessage.NORMAL_PRIORITY,
                false,
                Optional.empty());
    }
}
