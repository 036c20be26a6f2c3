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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The hub is killed again and again while RootSocket fails in every way; what was answered 202 arrives nevertheless. */
class KilledHubIT {

    private static final int MESSAGES = Trial.count(300, 10_000);
    private static final int KILLS = Trial.count(1, 15);
    private static final int CHANNELS = 16;
    /** So many messages are on their way at once. */
    private static final int CONCURRENCY = 8;

    private static final Duration LATE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    private final List<Instant> ends = new ArrayList<>();
    private int lostAnswers;

    @ManualRow("it is killed again and again, while RootSocket breaks connections, times out and answers 503")
    @Test
    void deliversAllThatWasAcceptedOnItsOwnBroker() throws Exception {
        try (Sandbox sandbox = Received.startSandbox();
                var hub = new ProvedHub(folder.resolve("hub"), sandbox)) {
            losesNothing("embedded broker", hub, sandbox);
        }
    }

    /** With the other tests {@link TwoHubsIT} and {@link ProxiedHubsIT} kill one on such a broker, amid the same faults. */
    @ManualRow("it is killed again and again, with a broker elsewhere")
    @Test
    @EnabledIfSystemProperty(named = "proof", matches = "true")
    void deliversAllThatWasAcceptedOnABrokerElsewhere() throws Exception {
        try (Sandbox sandbox = Received.startSandbox();
                var broker = BrokerElsewhere.start(folder.resolve("broker"));
                var hub = new ProvedHub(folder.resolve("hub"), sandbox)) {
            losesNothing("external broker", hub.with("HUB_BROKER_URL", broker.url()), sandbox);
        }
    }

    private void losesNothing(String broker, ProvedHub hub, Sandbox sandbox) throws Exception {
        var received = new Received(sandbox);
        hub.losingAnswersAfter(LATE.minusMillis(300))
                .with("HUB_OUTBOX_CONCURRENCY", String.valueOf(CONCURRENCY))
                .start();
        Map<String, List<Integer>> accepted;
        try (var callers = new Callers().call(CHANNELS, MESSAGES, hub::port)) {
            int[] moments = new Random().ints(KILLS, 1, MESSAGES).sorted().toArray();
            for (int kill = 0; kill < KILLS; kill++) {
                misbehave(kill, sandbox);
                int moment = moments[kill];
                await().atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> callers.acceptedSoFar() >= moment);
                // The calls that are on go on, into the kill.
                callers.pause();
                hub.kill();
                ends.add(Instant.now());
                hub.start();
                callers.resume();
            }
            accepted = callers.finish();
            await().atMost(PATIENCE).until(() -> received.missing(accepted) == 0);
        }
        Trial.of(
                        Trial.Fault.KILL,
                        "%d kills, %s".formatted(KILLS, broker),
                        accepted,
                        received,
                        Trial.Recovery.AFTER_A_START)
                .write();
        assertThat(hub.log()).as("a kill alone loses nothing on disk").doesNotContain("are missing");
        assertThat(hub.health()).as("nor makes it unreadable").doesNotContain("could not read");
        received.requireOrder(accepted.keySet());
        assertThat(received.repeatsBesides(ends, accepted.keySet())).isLessThanOrEqualTo(lostAnswers);
    }

    /** Each time in other ways. An answer that is lost after the message was taken makes a repeat without any kill. */
    private void misbehave(int kill, Sandbox sandbox) {
        var faults = sandbox.faults();
        if (kill % 2 == 0) {
            faults.inject(lost(Fault.latency(LATE), 3));
            faults.inject(Fault.status(503).times(30));
            faults.inject(lost(Fault.resetAfter(), 3));
            faults.inject(Fault.resetBefore().times(30));
        } else {
            faults.inject(Fault.outage().lasting(Duration.ofSeconds(3)));
        }
    }

    private Fault lost(Fault fault, int times) {
        lostAnswers += times;
        return fault.times(times);
    }
}
