package io.rootsocket.hub.schedule.ledger;

import static io.rootsocket.hub.testing.RunningHub.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.durability.Trial;
import io.rootsocket.hub.hub.HubCannotStartYetException;
import io.rootsocket.hub.settings.HubConfigurationException;
import io.rootsocket.hub.testing.BrokerElsewhere;
import io.rootsocket.hub.testing.FreePort;
import io.rootsocket.hub.testing.RunningHub;
import io.rootsocket.hub.testing.SandboxExtension;
import io.rootsocket.hub.testing.SharedPostgres;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Hubs with a PostgreSQL: what they share, and what they say when it is not there. */
class SharedDatabaseIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int EMPTY_DATABASES = Trial.count(2, 5);

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    @TempDir
    Path folder;

    private RunningHub start(String name, String database, Map<String, String> more) {
        var environment = new HashMap<>(Map.of(
                "HUB_DATABASE_URL",
                database,
                "HUB_DATABASE_USER",
                SharedPostgres.USER,
                "HUB_DATA",
                folder.resolve(name).toString(),
                "HUB_NODE",
                name));
        environment.putAll(more);
        return RunningHub.start(folder, SANDBOX.apiUrl(), SANDBOX.key(), environment);
    }

    /** Three hubs that start together on an empty database: two wait for the first, however long it takes. */
    @Test
    void waitsForAnotherHubThatSetsTheTablesUpLongerThanASocketMayBeSilent() throws Exception {
        Files.createDirectory(folder.resolve("routes"));
        String database = SharedPostgres.newDatabase();
        try (var other = DriverManager.getConnection(database, SharedPostgres.USER, "");
                var lock = other.createStatement()) {
            lock.execute("select pg_advisory_lock(%d)".formatted(Database.MIGRATION_LOCK));
            var starting = CompletableFuture.supplyAsync(() -> start("late", database + "?socketTimeout=1", Map.of()));
            await().during(Duration.ofSeconds(2)).atMost(TIMEOUT).until(() -> !starting.isDone() && isWaiting(lock));
            lock.execute("select pg_advisory_unlock(%d)".formatted(Database.MIGRATION_LOCK));

            try (var hub = starting.get()) {
                assertThat(hub.withoutProblems().status().problems()).isEmpty();
            }
        }
    }

    private static boolean isWaiting(Statement statement) throws SQLException {
        try (var found = statement.executeQuery("""
            select 1 from pg_stat_activity where query like '%pg_try_advisory_lock%'
            and datname = current_database() and pid <> pg_backend_pid()\
            """)) {
            return found.next();
        }
    }

    @Test
    void eachFileIsTakenByOneHubAndTheSameNameMayComeAgain() throws Exception {
        Path inbox = folder.resolve("inbox");
        route(folder, "files.yaml", """
                - route:
                    id: files
                    from:
                      uri: file:%s?delay=100
                      steps:
                        - convertBodyTo:
                            type: String
                        - to: rootsocket:message?channel=files
                """.formatted(inbox));
        int brokerPort = FreePort.next();
        Map<String, String> sharedBroker = Map.of("HUB_BROKER_URL", "tcp://127.0.0.1:" + brokerPort);
        String database = SharedPostgres.newDatabase();
        try (var broker = BrokerElsewhere.start(folder.resolve("broker"), brokerPort);
                var one = start("one", database, sharedBroker).withoutProblems();
                var two = start("two", database, sharedBroker).withoutProblems()) {
            for (int i = 0; i < 50; i++) {
                Files.writeString(inbox.resolve("%d.txt".formatted(i)), "file " + i);
            }
            await().atMost(TIMEOUT)
                    .untilAsserted(() -> assertThat(SANDBOX.received("files")).hasSizeGreaterThanOrEqualTo(50));
            await().atMost(TIMEOUT)
                    .untilAsserted(() -> assertThat(
                                    one.admin("/observe/health?data=true").body())
                            .contains("skew.one", "skew.two"));
            Files.writeString(inbox.resolve("0.txt"), "again");
            await().atMost(TIMEOUT)
                    .untilAsserted(() -> assertThat(SANDBOX.received("files")).contains("again"));

            assertThat(SANDBOX.received("files")).doesNotHaveDuplicates().hasSize(51);
            assertThat(two.status().problems()).isEmpty();
            assertThat(broker).isNotNull();
        }
    }

    @Test
    void aHubWaitsForItsDatabase() throws Exception {
        route(folder, "tick.yaml", """
                - route:
                    id: tick
                    from:
                      uri: schedule:tick?every=1s
                      steps:
                        - setBody:
                            constant: tick
                        - to: rootsocket:message?channel=ticks
                """);
        int port = FreePort.next();
        var starting = CompletableFuture.supplyAsync(
                () -> start("one", "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port), Map.of()));
        try (var postgres = EmbeddedPostgres.builder().setPort(port).start();
                var hub = starting.get()) {
            await().atMost(TIMEOUT).until(() -> !SANDBOX.received("ticks").isEmpty());
            assertThat(hub.admin("/observe/health").statusCode()).isEqualTo(200);

            postgres.close();
            await().atMost(TIMEOUT)
                    .untilAsserted(() ->
                            assertThat(hub.admin("/observe/health").body()).contains("The database does not answer"));
        }
    }

    @Test
    void nodesMayStartTogetherOnAnEmptyDatabase() throws Exception {
        for (int i = 0; i < EMPTY_DATABASES; i++) {
            ScheduleSettings settings = settings(SharedPostgres.newDatabase());
            List<CompletableFuture<Database>> nodes = Stream.generate(
                            () -> CompletableFuture.supplyAsync(() -> Database.open(settings)))
                    .limit(6)
                    .toList();
            for (CompletableFuture<Database> node : nodes) {
                node.get().close();
            }
        }
    }

    private ScheduleSettings settings(String database) {
        return new ScheduleSettings(
                Optional.of(database),
                Optional.of(SharedPostgres.USER),
                Optional.empty(),
                folder,
                Duration.ofSeconds(10),
                Optional.empty(),
                Duration.ofSeconds(15),
                Duration.ofDays(1));
    }

    @Test
    void saysWhatIsWrongWithItsDatabase() {
        route(folder, "tick.yaml", "- route: {id: tick, from: {uri: 'schedule:tick?every=1s', steps: []}}");

        assertThatThrownBy(() -> start("one", "jdbc:mysql://ana:secret@db/hub", Map.of()))
                .isInstanceOf(HubConfigurationException.class)
                .hasMessageContaining("HUB_DATABASE_URL=jdbc:mysql://db/hub is not the URL of a PostgreSQL")
                .hasMessageNotContaining("secret");
        String nowhere = "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(FreePort.next());
        assertThatThrownBy(() -> start("one", nowhere, Map.of("HUB_DATABASE_WAIT", "1s")))
                .isInstanceOf(HubCannotStartYetException.class)
                .hasMessageContaining("cannot be used")
                .hasMessageContaining("Check HUB_DATABASE_URL");
        assertThatThrownBy(() -> start("one", nowhere, Map.of("HUB_TAKEOVER", "1s")))
                .isInstanceOf(HubConfigurationException.class)
                .hasMessageContaining("HUB_TAKEOVER must be at least 9s");
    }
}
