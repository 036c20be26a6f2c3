package io.rootsocket.hub.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.durability.Trial;
import io.rootsocket.hub.schedule.ledger.Outcome;
import io.rootsocket.hub.schedule.ledger.ScheduleSettings;
import io.rootsocket.hub.testing.BrokerElsewhere;
import io.rootsocket.hub.testing.FreePort;
import io.rootsocket.hub.testing.HubProcess;
import io.rootsocket.hub.testing.RunningHub;
import io.rootsocket.hub.testing.SandboxExtension;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Three hubs with one PostgreSQL and one broker: one is killed, one is held until it is taken for dead, and the database is
 * restarted. Nothing is lost, and nothing enters the outbox twice.
 */
class ScheduleClusterIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final int SCHEDULES = Trial.count(6, 50);
    /** One channel has one message on its way; those of the last milliseconds may not be acknowledged on disk yet. */
    private static final int IN_FLIGHT = 8;

    /** How many times the nodes, which are killed and held in turn, come back. */
    private static final int ROUNDS = Trial.count(1, 2);

    /** Longer than a node waits for a connection: a shorter absence it would only take for slowness. */
    private static final Duration AWAY = Duration.ofSeconds(6);

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension(LedgerAudit.sandboxThatForgetsNothing());

    @TempDir
    Path folder;

    private final Random random = new Random(5);
    private final int databasePort = FreePort.next();
    private final int brokerPort = FreePort.next();

    private EmbeddedPostgres database() throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(databasePort)
                .setDataDirectory(folder.resolve("postgres"))
                .setCleanDataDirectory(false)
                .start();
    }

    private String url() {
        return "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(databasePort);
    }

    private HubProcess node(String name, Path routes) {
        return HubProcess.start(folder.resolve(name), routes, SANDBOX.sandbox(), shared(name));
    }

    private Map<String, String> shared(String node) {
        return Map.of(
                "HUB_DATABASE_URL",
                url(),
                "HUB_DATABASE_USER",
                "postgres",
                "HUB_BROKER_URL",
                "tcp://127.0.0.1:" + brokerPort,
                "HUB_TAKEOVER",
                "9s",
                "HUB_NODE",
                node);
    }

    private static void pass(Duration time) {
        Instant end = Instant.now().plus(time);
        await().atMost(time.plusSeconds(30)).until(() -> Instant.now().isAfter(end));
    }

    private static void awaitMoreMessages() {
        int before = SANDBOX.received("news").size();
        await().atMost(TIMEOUT).until(() -> SANDBOX.received("news").size() > before + 2 * SCHEDULES);
    }

    private void awaitNodes(String... names) {
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(nodesThatLive()).containsExactlyInAnyOrder(names));
    }

    private List<String> nodesThatLive() {
        return query("select INSTANCE_NAME from QRTZ_SCHEDULER_STATE");
    }

    /** What the others have not taken over yet. */
    private List<String> runningOn(String node) {
        return query("select route from hub_occurrence where outcome = 'running' and node = '%s'".formatted(node));
    }

    private List<String> query(String sql) {
        return new JdbcTemplate(new DriverManagerDataSource(url(), "postgres", "")).queryForList(sql, String.class);
    }

    private void kill(HubProcess node, String name, String... others) {
        // When the schedules fire, so that something is under way.
        ScheduleKillIT.awaitTheSecond(random.nextInt(50));
        node.kill();
        awaitNodes(others);
        await().atMost(TIMEOUT).until(() -> runningOn(name).isEmpty());
    }

    /** Others do its work meanwhile, and it goes on in the middle of what it believes to be its own. */
    private void holdUntilTakenForDead(HubProcess node, String... others) {
        ScheduleKillIT.awaitTheSecond(random.nextInt(50));
        node.hold();
        awaitNodes(others);
        awaitMoreMessages();
        node.release();
    }

    @Test
    void everyOccurrenceHappensOnceWhileNodesAndTheDatabaseComeAndGo() throws Exception {
        for (int i = 0; i < SCHEDULES; i++) {
            ScheduleKillIT.everySecond(folder, "s%02d".formatted(i));
        }
        var postgres = database();
        var nodes = new ArrayList<HubProcess>();
        try (BrokerElsewhere broker = BrokerElsewhere.start(folder.resolve("broker"), brokerPort)) {
            nodes.addAll(Stream.of("one", "two", "three")
                    .map(name -> node(name, folder.resolve("routes")))
                    .toList());
            nodes.forEach(HubProcess::awaitStart);
            awaitNodes("one", "two", "three");
            awaitMoreMessages();
            for (int round = 0; round < ROUNDS; round++) {
                if (round > 0) {
                    nodes.get(0).restart();
                    awaitNodes("one", "two", "three");
                }
                kill(nodes.get(0), "one", "two", "three");
                holdUntilTakenForDead(nodes.get(1), "three");
                awaitNodes("two", "three");
                postgres.close();
                pass(AWAY);
                postgres = database();
                awaitMoreMessages();
            }

            Stream.of(nodes.get(1), nodes.get(2)).parallel().forEach(HubProcess::terminate);
            deliverTheRest();
        } finally {
            nodes.forEach(HubProcess::close);
        }
        LedgerAudit audit = audit();
        postgres.close();

        audit.trial(
                        Trial.Fault.NODE,
                        "%d schedules on three nodes: one killed, one held, PostgreSQL away".formatted(SCHEDULES),
                        Trial.Recovery.BY_ITSELF)
                .write();
        assertThat(audit.unaccounted()).as("%s", audit).isEmpty();
        assertThat(audit.deliveredButNotReceived()).isEmpty();
        assertThat(audit.receivedButNotDelivered()).isEmpty();
        // What had not begun when the last node ended is left for the next start.
        assertThat(audit.outcomes())
                .doesNotContainKeys(Outcome.ACCEPTED, Outcome.FAILED, Outcome.SKIPPED, Outcome.EXPIRED);
        assertThat(audit.outcomes().getOrDefault(Outcome.RUNNING, 0L)).isLessThanOrEqualTo(SCHEDULES);
        assertThat(audit.outcomes().get(Outcome.DELIVERED)).isPositive();
        assertThat(audit.repeats()).isLessThanOrEqualTo(IN_FLIGHT * ROUNDS);
    }

    /** What the nodes left in the queue at their end is delivered by a hub that does nothing else. */
    private void deliverTheRest() {
        RunningHub.route(folder.resolve("rest"), "none.yaml", """
                - route:
                    id: none
                    from:
                      uri: direct:none
                      steps:
                        - to: rootsocket:message?channel=news
                """);
        try (var last = RunningHub.start(folder.resolve("rest"), SANDBOX.apiUrl(), SANDBOX.key(), shared("rest"))) {
            last.withoutProblems();
            await().atMost(TIMEOUT).until(() -> !audit().outcomes().containsKey(Outcome.ACCEPTED));
        }
    }

    private LedgerAudit audit() {
        return LedgerAudit.of(settings(), SANDBOX.received("news"));
    }

    private ScheduleSettings settings() {
        return new ScheduleSettings(
                Optional.of(url()),
                Optional.of("postgres"),
                Optional.empty(),
                folder,
                Duration.ofSeconds(10),
                Optional.empty(),
                Duration.ofSeconds(15),
                Duration.ofDays(1));
    }
}
