package io.rootsocket.hub.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.sandbox.Fault;
import io.rootsocket.hub.sandbox.Sandbox;
import io.rootsocket.hub.testing.ManualRow;
import io.rootsocket.hub.testing.RunningHub;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** RootSocket says of one message that it will never take it. */
class PoisonMessageIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    @ManualRow("RootSocket refuses a message (400)")
    @Test
    void isDeadAfterOneAttemptAndTheNextOfItsChannelGoesOn() throws Exception {
        RunningHub.route(folder, "accept.yaml", ProvedHub.ROUTE);
        try (Sandbox sandbox = Received.startSandbox();
                var hub = RunningHub.start(folder, sandbox.apiUrl(), sandbox.key(), Map.of());
                var callers = new Callers()) {
            var received = new Received(sandbox);
            // The key may be asked about as late as a busy machine likes.
            sandbox.faults().inject(Fault.status(400).onChannel("channel0").times(1));

            Map<String, List<Integer>> accepted = callers.call(1, 3, hub::port).finish();

            await().atMost(TIMEOUT).until(() -> received.numbers("channel0").equals(List.of(1, 2)));
            assertThat(accepted).containsValue(List.of(0, 1, 2));
            await("the key, and one attempt each").atMost(TIMEOUT).until(() -> sandbox.requests() == 4);
            assertThat(hub.deadLetters()).singleElement().satisfies(letter -> {
                assertThat(letter.channel()).isEqualTo("channel0");
                assertThat(letter.attempts()).isEqualTo(1);
            });
        }
    }
}
