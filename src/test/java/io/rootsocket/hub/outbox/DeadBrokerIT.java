package io.rootsocket.hub.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rootsocket.hub.broker.Broker;
import io.rootsocket.hub.broker.EmbeddedServer;
import io.rootsocket.hub.durability.Trial;
import io.rootsocket.hub.outbox.Delivery.Delivered;
import io.rootsocket.hub.outbox.Delivery.Outcome;
import io.rootsocket.hub.outbox.message.Origin;
import io.rootsocket.hub.outbox.message.OutboxMessage;
import io.rootsocket.hub.protocol.ChannelName;
import io.rootsocket.hub.testing.ManualRow;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Artemis stops for good after an error of its disk, and its threads die of an {@link Error}. */
class DeadBrokerIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final int DEATHS = Trial.count(1, 5);
    private static final int MESSAGES = Trial.count(10, 500);

    @TempDir
    Path folder;

    private final List<String> delivered = new CopyOnWriteArrayList<>();
    private volatile boolean fails;
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

    @ManualRow("the hub's own broker stops, as it does after an error of the disk")
    @Test
    void goesOnByItselfAfterAnErrorOfTheDisk() {
        var accepted = new ArrayList<String>();
        for (int death = 0; death < DEATHS; death++) {
            for (int number = 0; number < MESSAGES; number++) {
                accept("%d of life %d".formatted(number, death), accepted);
            }
            ActiveMQServer dies = EmbeddedServer.of(broker);
            dies.getStorageManager().criticalError(new IOException("No space left on device"));
            // Until then it may take something still.
            await().atMost(TIMEOUT).until(() -> !dies.isStarted());
            String after = "the first after death " + death;
            await().atMost(TIMEOUT).ignoreExceptions().until(() -> accept(after, accepted));
        }
        outbox.start(delivery());

        await().atMost(TIMEOUT).until(() -> delivered.containsAll(accepted));
        List<String> once = delivered.stream().distinct().toList();
        new Trial(
                        Trial.Fault.DISK,
                        "%d errors of the disk that end the broker".formatted(DEATHS),
                        accepted.size(),
                        accepted.stream().filter(id -> !once.contains(id)).count(),
                        delivered.size() - once.size(),
                        IntStream.range(1, once.size())
                                .filter(i -> accepted.indexOf(once.get(i)) < accepted.indexOf(once.get(i - 1)))
                                .count(),
                        Trial.Recovery.BY_ITSELF)
                .write();
        assertThat(once).containsSubsequence(accepted);
    }

    private boolean accept(String id, List<String> accepted) {
        outbox.accept(message(id));
        return accepted.add(id);
    }

    @Test
    void goesOnWithAChannelWhoseWorkerMetAnError() {
        fails = true;
        outbox.start(delivery());
        outbox.accept(message("first"));
        await().atMost(TIMEOUT).until(() -> !fails);

        outbox.accept(message("second"));

        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(delivered).containsExactly("first", "second"));
    }

    private Delivery delivery() {
        return new Delivery() {
            @Override
            public Outcome deliver(OutboxMessage message) {
                if (fails) {
                    fails = false;
                    throw new NoClassDefFoundError("of a jar that was replaced");
                }
                delivered.add(message.origin().id());
                return new Delivered();
            }
        };
    }

    private static OutboxMessage message(String id) {
        return new OutboxMessage(
                "default",
                new ChannelName("news"),
                "{}".getBytes(UTF_8),
                new Origin(id, "in", "platform-http:/in", null, Instant.now()),
                Optional.empty(),
                OutboxMessage.NORMAL_PRIORITY,
                false,
                Optional.empty());
    }
}
