package io.rootsocket.hub.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rootsocket.hub.outbox.Delivery.Delivered;
import io.rootsocket.hub.outbox.Delivery.Outcome;
import io.rootsocket.hub.protocol.ChannelName;
import io.rootsocket.hub.testing.ManualRow;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Artemis stops for good after an error of its disk, and its threads die of an {@link Error}. */
class DeadBrokerIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

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
        outbox.accept(message("before"));
        broker.embedded()
                .orElseThrow()
                .server()
                .getActiveMQServer()
                .getStorageManager()
                .criticalError(new IOException("No space left on device"));

        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> outbox.accept(message("after")));
        outbox.start(delivery());

        await().atMost(PATIENCE).until(() -> delivered.contains("after"));
        assertThat(delivered).startsWith("before");
    }

    @Test
    void goesOnWithAChannelWhoseWorkerMetAnError() {
        fails = true;
        outbox.start(delivery());
        outbox.accept(message("first"));
        await().atMost(PATIENCE).until(() -> !fails);

        outbox.accept(message("second"));

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(delivered).containsExactly("first", "second"));
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

            @Override
            public void gaveUp(OutboxMessage message, DeadLetter.Reason reason) {}
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
