package io.rootsocket.hub.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.outbox.FilledOutbox;
import io.rootsocket.hub.sandbox.Fault;
import io.rootsocket.hub.sandbox.Sandbox;
import io.rootsocket.hub.testing.HubTree;
import io.rootsocket.hub.testing.ManualRow;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Far more waits than the hub's heap of 512 MB holds. The number is a million, which takes minutes: {@code
 * -Dwaiting.messages=1000000}.
 */
class ManyWaitingIT {

    private static final int CHANNELS = 50;
    private static final int MESSAGES = Integer.getInteger("waiting.messages", Trial.count(5_000, 100_000));
    private static final Duration TIMEOUT = Duration.ofSeconds(90 + MESSAGES / 1_000);

    @TempDir
    Path folder;

    @ManualRow("a great many messages wait")
    @Test
    void startTheHubDrainAndLeaveItAlive() throws Exception {
        try (Sandbox sandbox = Received.startSandbox();
                var hub = new ProvedHub(folder, sandbox);
                var callers = new Callers()) {
            Instant filling = Instant.now();
            FilledOutbox.fill(hub.data().resolve("broker"), CHANNELS, MESSAGES / CHANNELS);
            Instant filled = Instant.now();
            sandbox.faults().inject(Fault.outage());
            hub.with("JAVA_OPTS", HubTree.quickly("-Xmx512m -XX:+ExitOnOutOfMemoryError"))
                    .start();
            saysHowManyWaitAndSinceWhen(hub, filling, filled);

            sandbox.faults().clear();
            Map<String, List<Integer>> waiting = IntStream.range(0, CHANNELS)
                    .mapToObj(i -> "channel" + i)
                    .collect(Collectors.toMap(
                            Function.identity(),
                            channel -> IntStream.range(0, MESSAGES / CHANNELS)
                                    .boxed()
                                    .toList()));
            var received = new Received(sandbox);
            await().atMost(TIMEOUT).until(() -> sandbox.requests() >= MESSAGES && received.missing(waiting) == 0);

            Trial.of(
                            Trial.Fault.MEMORY,
                            "started with %,d waiting, 512 MB of heap".formatted(MESSAGES),
                            waiting,
                            received,
                            Trial.Recovery.BY_ITSELF)
                    .write();
            received.requireOrder(waiting.keySet());
            await().atMost(TIMEOUT).until(() -> hub.metric("rootsocket_outbox_depth") == 0);
            assertThat(callers.call(1, 1, hub::port).finish()).containsValue(List.of(0));
            assertThat(hub.isAlive()).isTrue();
            assertThat(hub.log()).doesNotContain("OutOfMemory");
        }
    }

    private static void saysHowManyWaitAndSinceWhen(ProvedHub hub, Instant filling, Instant filled) {
        await().atMost(TIMEOUT).until(() -> hub.metric("rootsocket_outbox_depth") == MESSAGES);
        // The first of each channel was accepted when the filling began, give or take the start of a JVM.
        double oldest = hub.metric("rootsocket_outbox_oldest_age_seconds") / CHANNELS;
        double youngest = Duration.between(filled, Instant.now()).toSeconds();
        double eldest = Duration.between(filling, Instant.now()).toSeconds();
        assertThat(oldest).isCloseTo((youngest + eldest) / 2, within((eldest - youngest) / 2 + 10));
        assertThat(hub.health()).contains("\"outbox.depth\":%d,".formatted(MESSAGES));
    }
}
