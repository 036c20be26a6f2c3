package io.rootsocket.hub.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.sandbox.Fault;
import io.rootsocket.hub.sandbox.Sandbox;
import io.rootsocket.hub.testing.ManualRow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hub is told to stop in the middle of its work. */
class StoppedHubIT {

    private static final int SIGTERM = 143;
    private static final int MESSAGES = Trial.count(300, 10_000);
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    @ManualRow("the hub is told to stop (SIGTERM)")
    @Test
    void losesNothingAndRepeatsNothing() throws Exception {
        try (Sandbox sandbox = Received.startSandbox();
                var hub = new ProvedHub(folder, sandbox);
                var callers = new Callers()) {
            var received = new Received(sandbox);
            // Slow enough that much waits and some is on its way.
            sandbox.faults().inject(Fault.latency(Duration.ofMillis(100)));
            hub.with("HUB_OUTBOX_CONCURRENCY", "4").start();
            callers.call(16, MESSAGES, hub::port);
            await().atMost(TIMEOUT).until(() -> callers.acceptedSoFar() >= MESSAGES / 2 && sandbox.requests() >= 8);

            callers.pause();
            int exitCode = hub.stop();
            long deliveredBefore = sandbox.requests();
            hub.start();
            sandbox.faults().clear();
            callers.resume();

            Map<String, List<Integer>> accepted = callers.finish();
            await().atMost(TIMEOUT).until(() -> received.missing(accepted) == 0);
            Trial.of(
                            Trial.Fault.STOP,
                            "told to stop (SIGTERM) under load",
                            accepted,
                            received,
                            Trial.Recovery.AFTER_A_START)
                    .write();
            assertThat(exitCode).isEqualTo(SIGTERM);
            assertThat(deliveredBefore).isPositive().isLessThan(MESSAGES);
            assertThat(received.repeats(accepted.keySet())).isZero();
            received.requireOrder(accepted.keySet());
        }
    }
}
