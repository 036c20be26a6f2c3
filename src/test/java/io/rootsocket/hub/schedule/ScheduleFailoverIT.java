package io.rootsocket.hub.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.durability.Trial;
import io.rootsocket.hub.schedule.ledger.Outcome;
import io.rootsocket.hub.schedule.ledger.ScheduleSettings;
import io.rootsocket.hub.testing.BrokerElsewhere;
import io.rootsocket.hub.testing.HubProcess;
import io.rootsocket.hub.testing.ManualRow;
import io.rootsocket.hub.testing.PostgresPair;
import io.rootsocket.hub.testing.SandboxExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two hubs on a PostgreSQL that is killed, and whose replica takes over. Long, so with {@code -Pproof}. */
@EnabledIfSystemProperty(named = "proof", matches = "true")
class ScheduleFailoverIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(120);
    private static final int SCHEDULES = 20;
    private static final int TURNS = 8;

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension(LedgerAudit.sandboxThatForgetsNothing());

    @TempDir
    Path folder;

    @ManualRow("the PostgreSQL that hubs share is killed, and its replica takes over")
    @Test
    void everyOccurrenceHappensOnceWhileTheReplicaTakesOver() throws Exception {
        for (int i = 0; i < SCHEDULES; i++) {
            ScheduleKillIT.everySecond(folder, "s%02d".formatted(i));
        }
        try (var database = PostgresPair.start(folder.resolve("postgres"))) {
            try (var broker = BrokerElsewhere.start(folder.resolve("broker"))) {
                List<HubProcess> nodes = Stream.of("one", "two")
                        .map(name -> node(name, database, broker))
                        .toList();
                try {
                    nodes.forEach(HubProcess::awaitStart);
                    awaitTurns();
                    database.killThePrimary();
                    database.promoteTheReplica();
                    awaitTurns();
                    nodes.stream().parallel().forEach(HubProcess::terminate);
                } finally {
                    nodes.forEach(HubProcess::close);
                }
            }
            var audit = LedgerAudit.of(settings(database), SANDBOX.received("news"));
            audit.trial(
                            Trial.Fault.NODE,
                            "%d schedules on two nodes, whose PostgreSQL is killed, and its replica takes over"
                                    .formatted(SCHEDULES),
                            Trial.Recovery.BY_ITSELF)
                    .write();
            assertThat(audit.unaccounted()).as("%s", audit).isEmpty();
            assertThat(audit.deliveredButNotReceived()).isEmpty();
            assertThat(audit.repeats()).isZero();
            assertThat(audit.outcomes()).doesNotContainKeys(Outcome.FAILED, Outcome.SKIPPED, Outcome.EXPIRED);
            assertThat(audit.outcomes().get(Outcome.DELIVERED)).isGreaterThan(SCHEDULES * TURNS);
        }
    }

    private static void awaitTurns() {
        int before = SANDBOX.received("news").size();
        await().atMost(TIMEOUT).until(() -> SANDBOX.received("news").size() > before + SCHEDULES * TURNS);
    }

    private HubProcess node(String name, PostgresPair database, BrokerElsewhere broker) {
        return HubProcess.start(
                folder.resolve(name),
                folder.resolve("routes"),
                SANDBOX.sandbox(),
                Map.of(
                        "HUB_DATABASE_URL",
                        database.url(),
                        "HUB_DATABASE_USER",
                        "postgres",
                        "HUB_BROKER_URL",
                        broker.url(),
                        "HUB_NODE",
                        name));
    }

    private ScheduleSettings settings(PostgresPair database) {
        return new ScheduleSettings(
                Optional.of(database.url()),
                Optional.of("postgres"),
                Optional.empty(),
                folder,
                Duration.ofSeconds(10),
                Optional.empty(),
                Duration.ofSeconds(15),
                Duration.ofDays(1));
    }
}
