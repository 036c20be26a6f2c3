package io.rootsocket.hub.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.sandbox.Fault;
import io.rootsocket.hub.sandbox.Sandbox;
import io.rootsocket.hub.testing.ManualRow;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * RootSocket is away for as long as ten of the longest waits between two attempts, or sixty for the proof. With the default
 * of 30 s that would be half an hour; an hour costs 120 attempts by the same count.
 */
class LongOutageIT {

    private static final int MESSAGES = Trial.count(200, 4_000);
    private static final int CHANNELS = 40;
    private static final int RATE = 100;
    private static final Duration LONGEST_RETRY = Duration.ofMillis(Trial.count(500, 1_000));
    private static final int RETRIES = Trial.count(10, 60);
    private static final Duration OUTAGE = LONGEST_RETRY.multipliedBy(RETRIES);
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    @ManualRow("RootSocket is away for long")
    @Test
    void asksNowAndThenAndDrainsNoFasterThanAllowed() throws Exception {
        try (Sandbox sandbox = Received.startSandbox();
                var hub = new ProvedHub(folder, sandbox);
                var callers = new Callers()) {
            var received = new Received(sandbox);
            hub.with("HUB_OUTBOX_LONGEST_RETRY", LONGEST_RETRY.toMillis() + "ms")
                    .with("HUB_OUTBOX_RATE", String.valueOf(RATE))
                    .start();
            Instant began = Instant.now();
            sandbox.faults().inject(Fault.outage());
            Map<String, List<Integer>> accepted =
                    callers.call(CHANNELS, MESSAGES, hub::port).finish();
            // However long a busy machine took to accept them, from now on all of them wait.
            sandbox.faults().replace(List.of(Fault.outage().lasting(OUTAGE)));
            await().atMost(TIMEOUT).until(() -> sandbox.faults().active().isEmpty());
            long asked = sandbox.requests();
            long retries = Duration.between(began, Instant.now()).dividedBy(LONGEST_RETRY);
            // A busy machine looks late: some may have come since the end of the outage.
            long all = callers.acceptedSoFar();
            long came = all - received.missing(accepted);
            // Above it by what a machine that paused for half a second sends in the next second: who keeps to the rate
            // hears
            // no 429, and who does not sends all of it at once.
            sandbox.faults().inject(Fault.rateLimit(RATE + RATE / 2));

            await().atMost(TIMEOUT).until(() -> received.missing(accepted) == 0);

            // What was on its way when it began, the start of the back-off, then a probe for each retry.
            assertThat(asked).isBetween(10L, came + CHANNELS + 10 + 2 * retries);
            assertThat(sandbox.requests() - asked)
                    .as("no message was asked twice, so none met a 429")
                    .isLessThanOrEqualTo(all);
            Trial.of(
                            Trial.Fault.PEER,
                            "RootSocket away for " + RETRIES + " longest retries",
                            accepted,
                            received,
                            Trial.Recovery.BY_ITSELF)
                    .write();
            assertThat(received.repeats(accepted.keySet())).isZero();
            received.requireOrder(accepted.keySet());
            assertThat(hub.log())
                    .containsOnlyOnce("Messages wait in the outbox")
                    .containsOnlyOnce("delivered to again");
        }
    }
}
