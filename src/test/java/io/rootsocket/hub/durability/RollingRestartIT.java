package io.rootsocket.hub.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.sandbox.Sandbox;
import io.rootsocket.hub.testing.BrokerProcess;
import io.rootsocket.hub.testing.FreePort;
import io.rootsocket.hub.testing.ManualRow;
import io.rootsocket.hub.testing.SharedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three hubs on one broker and one PostgreSQL, behind the proxy of docker-compose.yml, are stopped and started in turn, while
 * webhooks come at a steady pace. Long, so with {@code -Pproof}; skipped without Caddy.
 */
@EnabledIfSystemProperty(named = "proof", matches = "true")
class RollingRestartIT {

    private static final int PER_SECOND = 200;
    /** Each calls its own channel, and waits for its answer: on a busy machine that may take half a second. */
    private static final int CHANNELS = 100;

    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    @ManualRow("hubs behind the proxy are restarted in turn (`HUB_SHUTDOWN_DELAY`)")
    @Test
    void noWebhookIsRefusedAndNoneIsLost() throws Exception {
        int brokerPort = FreePort.next();
        String database = SharedPostgres.newDatabase();
        try (Sandbox sandbox = Received.startSandbox();
                var broker = BrokerProcess.start(folder.resolve("broker"), brokerPort);
                var one = hub("one", sandbox, brokerPort, database);
                var two = hub("two", sandbox, brokerPort, database);
                var three = hub("three", sandbox, brokerPort, database);
                var callers = new Callers()
                        .pacedBy(Duration.ofSeconds(1).multipliedBy(CHANNELS).dividedBy(PER_SECOND))) {
            List<ProvedHub> hubs = List.of(one, two, three);
            hubs.forEach(ProvedHub::start);
            try (var proxy =
                    CaddyProxy.start(folder, hubs.stream().map(ProvedHub::port).toList())) {
                proxy.awaitReady();
                long began = System.nanoTime();
                callers.call(CHANNELS, Integer.MAX_VALUE, proxy::port);
                for (ProvedHub hub : hubs) {
                    awaitCallsAt(hub, callers);
                    assertThat(hub.stop()).isEqualTo(143);
                    hub.start();
                }
                awaitCallsAt(three, callers);
                double perSecond = callers.acceptedSoFar() / ((System.nanoTime() - began) / 1e9);
                callers.enough();
                Map<String, List<Integer>> accepted = callers.finish();
                var received = new Received(sandbox);
                await().atMost(TIMEOUT).until(() -> received.missing(accepted) == 0);
                Trial.of(
                                Trial.Fault.NODE,
                                "three hubs restarted in turn, %.0f webhooks/s, %d refused"
                                        .formatted(perSecond, callers.unanswered()),
                                accepted,
                                received,
                                Trial.Recovery.BY_ITSELF)
                        .write();
                assertThat(callers.unanswered()).as("refused").isZero();
                assertThat(received.repeats(accepted.keySet())).as("twice").isZero();
                received.requireOrder(accepted.keySet());
                assertThat(perSecond).as("per second").isGreaterThan(PER_SECOND * 0.95);
            }
        }
    }

    private ProvedHub hub(String name, Sandbox sandbox, int brokerPort, String database) {
        return new ProvedHub(folder.resolve(name), sandbox)
                .with("HUB_BROKER_URL", "tcp://127.0.0.1:" + brokerPort)
                .with("HUB_DATABASE_URL", database)
                .with("HUB_DATABASE_USER", SharedPostgres.USER)
                .with("HUB_NODE", name)
                // As docker-compose.yml has it.
                .with("HUB_SHUTDOWN_DELAY", "5s");
    }

    /** Waits until the proxy gives it some of the load. */
    private static void awaitCallsAt(ProvedHub hub, Callers callers) {
        double before = hub.metric("camel_exchanges_total");
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(hub.metric("camel_exchanges_total"))
                        .as("calls; %d were accepted, %d not", callers.acceptedSoFar(), callers.unanswered())
                        .isGreaterThan(before));
    }
}
