package io.rootsocket.hub.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.sandbox.Fault;
import io.rootsocket.hub.sandbox.Sandbox;
import io.rootsocket.hub.testing.BrokerElsewhere;
import io.rootsocket.hub.testing.FreePort;
import io.rootsocket.hub.testing.ManualRow;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Two hubs share a broker; callers call now one, now the other, and then the proxy of docker-compose.yml before both. */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoHubsIT {

    private static final int CHANNELS = 8;
    private static final int MESSAGES = Trial.count(300, 4_000);
    private static final int THROUGH_THE_PROXY = Trial.count(200, 4_000);
    private static final int KILLS = Trial.count(1, 6);
    /** Of each kind: between two of them a hub waits for longer and longer. */
    private static final int FAULTS = Trial.count(10, 30);

    /** What is new between two hubs and their broker is tried more often: {@code -Pproof -Dit.test=TwoHubsIT -Dhub.trials=300}. */
    private static final int TRIALS = Integer.getInteger("hub.trials", Trial.count(1, 20));

    private static final int MESSAGES_OF_TRIAL = 180;

    private static final int CONCURRENCY = 4;
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    @TempDir
    static Path folder;

    private Sandbox sandbox;
    private BrokerElsewhere broker;
    private ProvedHub one;
    private ProvedHub other;

    @BeforeAll
    void start() {
        sandbox = Received.startSandbox();
        broker = BrokerElsewhere.start(folder.resolve("broker"));
        one = hub("one");
        other = hub("other");
        one.start();
        other.start();
    }

    @AfterAll
    void stop() {
        one.close();
        other.close();
        broker.close();
        sandbox.close();
    }

    private ProvedHub hub(String name) {
        return new ProvedHub(folder.resolve(name), sandbox)
                .with("HUB_BROKER_URL", broker.url())
                .with("HUB_OUTBOX_CONCURRENCY", String.valueOf(CONCURRENCY));
    }

    @ManualRow("two hubs share a broker, and one is killed")
    @Test
    @Order(1)
    void keepTheOrderTakeEachMessageOnceAndOneTakesOverFromTheOther() throws Exception {
        eachMessageIsTakenByOne();
        sandbox.startOver();
        oneTakesOver();
    }

    private void eachMessageIsTakenByOne() throws Exception {
        try (var callers = new Callers()) {
            eachMessageArrivesOnceAndInOrder(callers, MESSAGES);
            // The last answer arrives at the service a moment before the hub counts it.
            await().atMost(TIMEOUT)
                    .untilAsserted(
                            () -> assertThat(delivered(one) + delivered(other)).isEqualTo(callers.acceptedSoFar()));
            assertThat(delivered(one)).isPositive();
            assertThat(delivered(other)).isPositive();
        }
    }

    private void eachMessageArrivesOnceAndInOrder(Callers callers, int messages) throws Exception {
        var received = new Received(sandbox);
        var calls = new AtomicInteger();
        Map<String, List<Integer>> accepted = callers.call(
                        CHANNELS, messages, () -> (calls.incrementAndGet() % 2 == 0 ? one : other).port())
                .finish();
        await().atMost(TIMEOUT).until(() -> received.missing(accepted) == 0);
        assertThat(received.repeats(accepted.keySet())).isZero();
        received.requireOrder(accepted.keySet());
    }

    private static double delivered(ProvedHub hub) {
        return hub.metric("rootsocket_outbox_delivered_total");
    }

    private void oneTakesOver() throws Exception {
        var received = new Received(sandbox);
        var killed = new AtomicBoolean();
        var calls = new AtomicInteger();
        try (var callers = new Callers()) {
            callers.call(
                    CHANNELS, MESSAGES, () -> (killed.get() || calls.incrementAndGet() % 2 == 0 ? other : one).port());
            await().atMost(TIMEOUT).until(() -> callers.acceptedSoFar() > MESSAGES / 3);
            misbehave();
            killed.set(true);
            one.kill();
            Instant end = Instant.now();

            Map<String, List<Integer>> accepted = callers.finish();
            await().atMost(TIMEOUT).until(() -> received.missing(accepted) == 0);
            Trial.of(Trial.Fault.NODE, "one of two hubs killed", accepted, received, Trial.Recovery.BY_ITSELF)
                    .write();
            assertThat(received.repeatsBesides(List.of(end), accepted.keySet())).isZero();
            received.requireOrder(accepted.keySet());
        }
    }

    private void misbehave() {
        sandbox.faults().inject(Fault.status(503).times(FAULTS));
        sandbox.faults().inject(Fault.resetBefore().times(FAULTS));
    }

    /** Each begins with open channels, or with closed ones, as it comes. */
    @ManualRow("two hubs share a broker, and one is killed")
    @Test
    @Order(3)
    void keepTheOrderAsOftenAsItIsTried() throws Exception {
        for (ProvedHub hub : List.of(one, other)) {
            if (!hub.isAlive()) {
                hub.start();
            }
        }
        for (int trial = 0; trial < TRIALS; trial++) {
            sandbox.startOver();
            try (var callers = new Callers()) {
                eachMessageArrivesOnceAndInOrder(callers, MESSAGES_OF_TRIAL);
            }
        }
    }

    /** Skipped without Caddy. */
    @ManualRow("hubs behind the proxy are killed in turn, and one never starts")
    @Test
    @Order(2)
    void whatTheProxyAnsweredWellArrives() throws Exception {
        sandbox.startOver();
        if (!one.isAlive()) {
            one.start();
        }
        try (var proxy = CaddyProxy.start(folder, List.of(one.port(), other.port(), FreePort.next()));
                var callers = new Callers()) {
            var received = new Received(sandbox);
            var ends = new ArrayList<Instant>();
            callers.call(CHANNELS, THROUGH_THE_PROXY, proxy::port);
            for (int kill = 0; kill < KILLS; kill++) {
                int moment = THROUGH_THE_PROXY * (kill + 1) / (KILLS + 1);
                await().atMost(TIMEOUT).until(() -> callers.acceptedSoFar() >= moment);
                misbehave();
                ProvedHub dies = kill % 2 == 0 ? one : other;
                dies.kill();
                ends.add(Instant.now());
                dies.start();
            }

            Map<String, List<Integer>> accepted = callers.finish();
            await().atMost(TIMEOUT).until(() -> received.missing(accepted) == 0);
            Trial.of(
                            Trial.Fault.NODE,
                            "%d kills of hubs behind the proxy".formatted(KILLS),
                            accepted,
                            received,
                            Trial.Recovery.BY_ITSELF)
                    .write();
            assertThat(received.repeatsBesides(ends, accepted.keySet())).isZero();
            received.requireOrder(accepted.keySet());
        }
    }
}
