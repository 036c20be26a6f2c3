package io.rootsocket.hub.polling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.deadletters.DeadLetter;
import io.rootsocket.hub.testing.RunningHub;
import io.rootsocket.hub.testing.SandboxExtension;
import io.rootsocket.hub.testing.SharedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The kamelet {@code table} in a hub, with a real PostgreSQL. */
class TableIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    @TempDir
    Path folder;

    private final String url = SharedPostgres.newDatabase();
    private final JdbcTemplate database = new JdbcTemplate(new DriverManagerDataSource(url, SharedPostgres.USER, ""));

    @BeforeEach
    void table() {
        database.execute(
                "create table news (id serial primary key, channel text, payload jsonb, announced_at timestamptz)");
    }

    private void route(String parameters, String steps) {
        route("news", parameters, steps);
    }

    private void route(String id, String parameters, String steps) {
        RunningHub.route(folder, id + ".yaml", """
                - route:
                    id: %s
                    from:
                      uri: kamelet:table
                      parameters:
                        url: %s
                        user: %s
                        table: news
                %s
                      steps:
                %s
                        - to: rootsocket:message?channel=news
                """.formatted(
                        id,
                        url,
                        SharedPostgres.USER,
                        parameters.indent(8).stripTrailing(),
                        steps.indent(8).stripTrailing()));
    }

    private RunningHub hub() {
        return RunningHub.start(folder, SANDBOX.apiUrl(), SANDBOX.key(), Map.of())
                .withoutProblems();
    }

    private void insert(String channel, String payload) {
        database.update("insert into news (channel, payload) values (?, cast(? as jsonb))", channel, payload);
    }

    private static void awaitSent(String channel, String... expected) {
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(SANDBOX.received(channel)).containsExactly(expected));
    }

    private int rows() {
        return database.queryForList("select id from news").size();
    }

    @Test
    void sendsEachRowInOrderAndDeletesIt() {
        route("body: payload", "");
        insert("x", "{\"n\": 1}");
        insert("x", "{\"n\": 2}");
        try (RunningHub hub = hub()) {
            insert("x", "{\"n\": 3}");

            awaitSent("news", "{\"n\":1}", "{\"n\":2}", "{\"n\":3}");
            await().atMost(TIMEOUT).until(() -> rows() == 0);
        }
    }

    @Test
    void sendsTheWholeRowIntoItsOwnChannelAndMarksItOnceItIsNotifiedOf() {
        route("channel: channel\ndone: announced_at\nnotify: News\nevery: 1h", "");
        try (RunningHub hub = hub()) {
            // It looks before it listens for the first time.
            await().atMost(TIMEOUT)
                    .until(() -> !database.queryForList(
                                    "select 1 from pg_stat_activity where query = 'ROLLBACK' and datname = current_database()")
                            .isEmpty());
            insert("sports", "[1, {\"a\": null}]");
            database.execute("notify \"News\"");

            awaitSent("sports", "{\"id\":1,\"channel\":\"sports\",\"payload\":[1,{\"a\":null}],\"announced_at\":null}");
            await().atMost(TIMEOUT)
                    .until(() -> database.queryForList("select id from news where announced_at is null")
                            .isEmpty());
        }
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void aRowOnWhichTheRouteFailsIsADeadLetterAndHoldsUpNoOther() {
        route("body: payload", """
                - filter:
                    simple: ${body} == '1'
                    steps:
                      - throwException: {exceptionType: java.lang.IllegalStateException, message: no}
                """);
        insert("x", "1");
        insert("x", "2");
        try (RunningHub hub = hub()) {
            awaitSent("news", "2");
            assertThat(hub.deadLetters()).extracting(DeadLetter::payload).containsExactly("1");
            await().atMost(TIMEOUT).until(() -> rows() == 0);
        }
    }

    /** Two of one hub, as of two hubs, have a connection each. */
    @Test
    void thoseThatShareATableTakeEachRowOnce() {
        int rows = 40;
        route("news", "body: payload", "");
        route("more", "body: payload\nevery: 2s", "");
        try (RunningHub hub = hub()) {
            IntStream.range(0, rows).forEach(i -> insert("x", String.valueOf(i)));

            await().atMost(TIMEOUT).until(() -> rows() == 0);
            await().atMost(TIMEOUT)
                    .untilAsserted(() -> assertThat(SANDBOX.received("news"))
                            .containsExactlyInAnyOrderElementsOf(IntStream.range(0, rows)
                                    .mapToObj(String::valueOf)
                                    .toList()));
        }
    }

    @Test
    void waitsForTheDatabaseAndLetsGoOfItWithItsRoute() throws Exception {
        database.execute("alter table news rename to later");
        route("body: payload", "");
        try (RunningHub hub = hub()) {
            database.execute("alter table later rename to news");
            insert("x", "1");
            awaitSent("news", "1");
            assertThat(hub.deadLetters()).isEmpty();

            RunningHub.route(folder, "news.yaml", "- route: {id: other, from: {uri: 'direct:x', steps: [{log: x}]}}");
            hub.reload().reload();

            await().atMost(TIMEOUT)
                    .untilAsserted(() -> assertThat(database.queryForList(
                                    "select query from pg_stat_activity where datname = current_database()"
                                            + " and pid <> pg_backend_pid()"))
                            .isEmpty());
        }
    }
}
