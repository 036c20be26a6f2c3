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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hubs behind the proxy of docker-compose.yml are killed in turn, and one never came up. Skipped without Caddy. */
class ProxiedHubsIT {

    private static final int CHANNELS = 8;
    private static final int MESSAGES = Trial.count(200, 4_000);
    private static final int KILLS = Trial.count(1, 6);
    private static final int CONCURRENCY = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    @ManualRow("hubs behind the proxy are killed in turn, and one never starts")
    @Test
    void whatTheProxyAnsweredWellArrives() throws Exception {
        try (Sandbox sandbox = Received.startSandbox();
                var broker = BrokerElsewhere.start(folder.resolve("broker"));
                var one = hub("one", sandbox, broker);
                var other = hub("other", sandbox, broker);
                var proxy = CaddyProxy.start(folder, List.of(one.port(), other.port(), FreePort.next()));
                var callers = new Callers()) {
            var received = new Received(sandbox);
            var ends = new ArrayList<Instant>();
            one.start();
            other.start();
            callers.call(CHANNELS, MESSAGES, proxy::port);
            for (int kill = 0; kill < KILLS; kill++) {
                int moment = MESSAGES * (kill + 1) / (KILLS + 1);
                await().atMost(PATIENCE).until(() -> callers.acceptedSoFar() >= moment);
                sandbox.faults().inject(Fault.status(503).times(30));
                sandbox.faults().inject(Fault.resetBefore().times(30));
                ProvedHub dies = kill % 2 == 0 ? one : other;
                dies.kill();
                ends.add(Instant.now());
                dies.start();
            }

            Map<String, List<Integer>> accepted = callers.finish();
            await().atMost(PATIENCE).until(() -> received.missing(accepted) == 0);
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

    private ProvedHub hub(String name, Sandbox sandbox, BrokerElsewhere broker) {
        return new ProvedHub(folder.resolve(name), sandbox)
                .with("HUB_BROKER_URL", broker.url())
                .with("HUB_OUTBOX_CONCURRENCY", String.valueOf(CONCURRENCY));
    }
}
