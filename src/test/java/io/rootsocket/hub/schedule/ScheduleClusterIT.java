package io.rootsocket.hub.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.sandbox.ReceivedMessage;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three hubs with one PostgreSQL and one broker, for two minutes: one is killed, one is held for longer than it takes to be
 * taken for dead, and the database is restarted. Nothing is lost, and nothing enters the outbox twice.
 */
class ScheduleClusterIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int SCHEDULES = 50;
    /** One channel has one message on its way; those of the last milliseconds may not be acknowledged on disk yet. */
    private static final int IN_FLIGHT = 8;

    private static final Duration STEADY = Duration.ofSeconds(18);
    private static final Duration HELD = Duration.ofSeconds(20);
    /** Longer than a node waits for a connection: a shorter absence it would only take for slowness. */
    private static final Duration AWAY = Duration.ofSeconds(8);

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension(LedgerAudit.sandboxThatForgetsNothing());

    @TempDir
    Path folder;

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
        return HubProcess.start(
                folder.resolve(name),
                routes,
                SANDBOX.sandbox(),
                Map.of(
                        "HUB_DATABASE_URL",
                        url(),
                        "HUB_DATABASE_USER",
                        "postgres",
                        "HUB_BROKER_URL",
                        "tcp://127.0.0.1:" + brokerPort,
                        "HUB_TAKEOVER",
                        "9s",
                        "HUB_NODE",
                        name));
    }

    private static List<String> received() {
        return SANDBOX.sandbox().messages("news").stream()
                .map(ReceivedMessage::data)
                .toList();
    }

    private static void pass(Duration time) {
        Instant end = Instant.now().plus(time);
        await().atMost(time.plusSeconds(30)).until(() -> Instant.now().isAfter(end));
    }

    private static void awaitMoreMessages() {
        int before = received().size();
        await().atMost(PATIENCE).until(() -> received().size() > before + 3 * SCHEDULES);
    }

    /** When the schedules fire, so that something is under way. */
    private static void awaitAWholeSecond() {
        await().pollInterval(Duration.ofMillis(2)).until(() -> Instant.now().getNano() < 20_000_000);
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
            awaitMoreMessages();
            pass(STEADY);

            awaitAWholeSecond();
            nodes.get(0).kill();
            pass(STEADY);
            awaitAWholeSecond();
            nodes.get(1).hold();
            pass(HELD);
            nodes.get(1).release();
            pass(STEADY);
            postgres.close();
            pass(AWAY);
            postgres = database();
            awaitMoreMessages();
            pass(STEADY);

            nodes.get(1).terminate();
            nodes.get(2).terminate();
            deliverTheRest();
        } finally {
            nodes.forEach(HubProcess::close);
        }
        LedgerAudit audit = audit();
        postgres.close();

        System.out.printf("%d schedules, 3 nodes, 1 killed, 1 held, 1 restart of the database: %s%n", SCHEDULES, audit);
        assertThat(audit.unaccounted()).isEmpty();
        assertThat(audit.deliveredButNotReceived()).isEmpty();
        assertThat(audit.receivedButNotDelivered()).isEmpty();
        // What had not begun when the last node ended is left for the next start.
        assertThat(audit.outcomes())
                .doesNotContainKeys(Outcome.ACCEPTED, Outcome.FAILED, Outcome.SKIPPED, Outcome.EXPIRED);
        assertThat(audit.outcomes().getOrDefault(Outcome.RUNNING, 0L)).isLessThanOrEqualTo(SCHEDULES);
        assertThat(audit.outcomes().get(Outcome.DELIVERED)).isPositive();
        assertThat(audit.repeats()).isLessThanOrEqualTo(IN_FLIGHT);
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
        try (HubProcess last = node("rest", folder.resolve("rest/routes")).awaitStart()) {
            await().atMost(PATIENCE).until(() -> !audit().outcomes().containsKey(Outcome.ACCEPTED));
            last.terminate();
        }
    }

    private LedgerAudit audit() {
        return LedgerAudit.of(settings(), received());
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
