package io.rootsocket.hub.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.sandbox.Fault;
import io.rootsocket.hub.sandbox.Sandbox;
import io.rootsocket.hub.testing.BrokerElsewhere;
import io.rootsocket.hub.testing.ManualRow;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two hubs share a broker; callers call now one, now the other. */
class TwoHubsIT {

    private static final int CHANNELS = 8;
    private static final int MESSAGES = Trial.count(300, 4_000);
    private static final int CONCURRENCY = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    @ManualRow("two hubs share a broker, and one is killed")
    @Test
    void keepTheOrderTakeEachMessageOnceAndOneTakesOverFromTheOther() throws Exception {
        try (Sandbox sandbox = Received.startSandbox();
                var broker = BrokerElsewhere.start(folder.resolve("broker"));
                var one = hub("one", sandbox, broker);
                var other = hub("other", sandbox, broker)) {
            one.start();
            other.start();
            eachMessageIsTakenByOne(sandbox, one, other);
            sandbox.startOver();
            oneTakesOver(sandbox, one, other);
        }
    }

    private ProvedHub hub(String name, Sandbox sandbox, BrokerElsewhere broker) {
        return new ProvedHub(folder.resolve(name), sandbox)
                .with("HUB_BROKER_URL", broker.url())
                .with("HUB_OUTBOX_CONCURRENCY", String.valueOf(CONCURRENCY));
    }

    private static void eachMessageIsTakenByOne(Sandbox sandbox, ProvedHub one, ProvedHub other) throws Exception {
        var received = new Received(sandbox);
        var calls = new AtomicInteger();
        try (var callers = new Callers()) {
            Map<String, List<Integer>> accepted = callers.call(
                            CHANNELS, MESSAGES, () -> (calls.incrementAndGet() % 2 == 0 ? one : other).port())
                    .finish();
            await().atMost(PATIENCE).until(() -> received.missing(accepted) == 0);
            assertThat(received.repeats(accepted.keySet())).isZero();
            received.requireOrder(accepted.keySet());
            double byOne = one.metric("rootsocket_outbox_delivered_total");
            double byOther = other.metric("rootsocket_outbox_delivered_total");
            assertThat(byOne).isPositive();
            assertThat(byOther).isPositive();
            assertThat(byOne + byOther).isEqualTo(callers.acceptedSoFar());
        }
    }

    private static void oneTakesOver(Sandbox sandbox, ProvedHub one, ProvedHub other) throws Exception {
        var received = new Received(sandbox);
        var killed = new AtomicBoolean();
        var calls = new AtomicInteger();
        try (var callers = new Callers()) {
            callers.call(
                    CHANNELS, MESSAGES, () -> (killed.get() || calls.incrementAndGet() % 2 == 0 ? other : one).port());
            await().atMost(PATIENCE).until(() -> callers.acceptedSoFar() > MESSAGES / 3);
            sandbox.faults().inject(Fault.status(503).times(30));
            sandbox.faults().inject(Fault.resetBefore().times(30));
            killed.set(true);
            one.kill();
            Instant end = Instant.now();

            Map<String, List<Integer>> accepted = callers.finish();
            await().atMost(PATIENCE).until(() -> received.missing(accepted) == 0);
            Trial.of(Trial.Fault.NODE, "one of two hubs killed", accepted, received, Trial.Recovery.BY_ITSELF)
                    .write();
            assertThat(received.repeatsBesides(List.of(end), accepted.keySet())).isZero();
            received.requireOrder(accepted.keySet());
        }
    }
}
