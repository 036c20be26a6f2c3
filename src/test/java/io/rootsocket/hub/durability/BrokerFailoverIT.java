package io.rootsocket.hub.durability;

import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.sandbox.Sandbox;
import io.rootsocket.hub.testing.BrokerPair;
import io.rootsocket.hub.testing.ManualRow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Two hubs on a primary Artemis that is killed under load, and whose backup takes over. Long, so with {@code -Pproof}. */
@EnabledIfSystemProperty(named = "proof", matches = "true")
class BrokerFailoverIT {

    private static final int CHANNELS = 8;
    private static final int MESSAGES = 3_000;
    private static final Duration TIMEOUT = Duration.ofSeconds(120);

    @TempDir
    Path folder;

    @ManualRow("the primary of a pair of brokers is killed, and its backup takes over")
    @Test
    void goesOnAtTheBackupWithAllThatItAccepted() throws Exception {
        try (Sandbox sandbox = Received.startSandbox();
                var pair = BrokerPair.start(folder.resolve("broker"));
                var one = hub("one", sandbox, pair);
                var other = hub("other", sandbox, pair);
                var callers = new Callers()) {
            one.start();
            other.start();
            var received = new Received(sandbox);
            var calls = new AtomicInteger();
            callers.call(CHANNELS, MESSAGES, () -> (calls.incrementAndGet() % 2 == 0 ? one : other).port());
            await().atMost(TIMEOUT).until(() -> callers.acceptedSoFar() > MESSAGES / 3);
            pair.killThePrimary();
            int acceptedByThen = callers.acceptedSoFar();
            await().atMost(TIMEOUT).until(() -> callers.acceptedSoFar() > acceptedByThen + CHANNELS);

            Map<String, List<Integer>> accepted = callers.finish();
            await().atMost(TIMEOUT).until(() -> received.missing(accepted) == 0);
            Trial.of(
                            Trial.Fault.NODE,
                            "two hubs whose broker is killed, and its backup takes over; %d calls not taken"
                                    .formatted(callers.unanswered()),
                            accepted,
                            received,
                            Trial.Recovery.BY_ITSELF)
                    .write();
            received.requireOrder(accepted.keySet());
        }
    }

    private ProvedHub hub(String name, Sandbox sandbox, BrokerPair pair) {
        return new ProvedHub(folder.resolve(name), sandbox).with("HUB_BROKER_URL", pair.url());
    }
}
