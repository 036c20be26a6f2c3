package io.rootsocket.hub.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import io.rootsocket.hub.testing.BrokerElsewhere;
import io.rootsocket.hub.testing.HubProcess;
import io.rootsocket.hub.testing.ManualRow;
import io.rootsocket.hub.testing.SandboxExtension;
import io.rootsocket.hub.testing.SharedPostgres;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Two hubs share a database, and the clock of one of them is wrong: the other one fires everything, at its time, once. */
class WrongClockIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension(LedgerAudit.sandboxThatForgetsNothing());

    @TempDir
    Path folder;

    /** A library that shows a wrong time of day: no option of Java does. */
    private Path library() throws Exception {
        Path source = Path.of(Objects.requireNonNull(WrongClockIT.class.getResource("/wrong-clock.c"))
                .toURI());
        Path library = folder.resolve("wrong-clock.so");
        try {
            Process compiler = new ProcessBuilder(
                            "cc", "-shared", "-fPIC", "-o", library.toString(), source.toString(), "-ldl")
                    .inheritIO()
                    .start();
            assertThat(compiler.waitFor()).isZero();
        } catch (IOException e) {
            abort("No C compiler: " + e.getMessage());
        }
        return library;
    }

    private HubProcess node(String name, String database, BrokerElsewhere broker, Map<String, String> more) {
        var settings = new HashMap<>(Map.of(
                "HUB_DATABASE_URL",
                database,
                "HUB_DATABASE_USER",
                SharedPostgres.USER,
                "HUB_BROKER_URL",
                broker.url(),
                "HUB_TAKEOVER",
                "9s",
                "HUB_NODE",
                name));
        settings.putAll(more);
        return HubProcess.start(folder.resolve(name), folder.resolve("routes"), SANDBOX.sandbox(), settings);
    }

    private Map<String, String> wrongClock() throws Exception {
        set(Duration.ZERO);
        return Map.of(
                "LD_PRELOAD", library().toString(),
                "WRONG_CLOCK_FILE", folder.resolve("clock").toString());
    }

    private void set(Duration ahead) throws IOException {
        try (var clock = new RandomAccessFile(folder.resolve("clock").toFile(), "rw")) {
            clock.write(ByteBuffer.allocate(Long.BYTES)
                    .order(ByteOrder.nativeOrder())
                    .putLong(ahead.toSeconds())
                    .array());
        }
    }

    private static void awaitMore() {
        int before = SANDBOX.received("news").size();
        await().atMost(TIMEOUT).until(() -> SANDBOX.received("news").size() >= before + 4);
    }

    @ManualRow("several hubs share a database, and the clock of one machine is wrong")
    @Test
    void nothingFiresByItUntilItIsRight() throws Exception {
        Map<String, String> wrongClock = wrongClock();
        set(Duration.ofHours(2));
        ScheduleKillIT.everySecond(folder, "tick");
        String database = SharedPostgres.newDatabase();
        try (var broker = BrokerElsewhere.start(folder.resolve("broker"));
                var right = node("right", database, broker, Map.of()).awaitStart()) {
            awaitMore();
            try (var wrong = node("wrong", database, broker, wrongClock).awaitStart()) {
                await().atMost(TIMEOUT).until(() -> wrong.log().contains("ahead of the database's"));
                awaitMore();

                set(Duration.ZERO);
                await().atMost(TIMEOUT).until(() -> wrong.log().contains("Schedules fire again"));
                awaitMore();

                set(Duration.ofHours(2));
                await().atMost(TIMEOUT).until(() -> wrong.log().split("Schedules wait: This machine's").length == 2);
                awaitMore();

                set(Duration.ofHours(-2));
                await().atMost(TIMEOUT).until(() -> wrong.log().contains("set back by 14400 s"));
                awaitMore();
                firedOnceAtTheirTime(database);
                assertThat(right.log()).doesNotContain("was left by wrong");
                assertThat(wrong.log()).doesNotContain("was left by right");
            }
        }
    }

    private void firedOnceAtTheirTime(String database) {
        assertThat(SANDBOX.received("news")).doesNotHaveDuplicates();
        var rows = new JdbcTemplate(new DriverManagerDataSource(database, SharedPostgres.USER, ""));
        assertThat(rows.queryForObject(
                        "select count(*) from hub_occurrence where scheduled_at > current_timestamp + interval '30 s'",
                        Integer.class))
                .as("nothing is ahead of its time")
                .isZero();
        assertThat(rows.queryForList("""
                        select to_char(scheduled_at, 'HH24:MI:SS') from hub_occurrence
                        where outcome in ('running', 'accepted', 'delivered')\
                        """, String.class))
                .as("nor under a second key")
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(10);
        assertThat(rows.queryForList("select distinct attempts from hub_occurrence where attempts > 1"))
                .isEmpty();
    }
}
