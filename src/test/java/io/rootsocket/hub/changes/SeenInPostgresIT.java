package io.rootsocket.hub.changes;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** On a PostgreSQL that several hubs share. */
class SeenInPostgresIT extends LastSeenContract {

    private static final Subject SUBJECT = new Subject("prices", "apple");

    @TempDir
    static Path folder;

    private static EmbeddedPostgres postgres;
    private static DataSource database;

    @BeforeAll
    static void open() throws IOException {
        postgres = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("postgres"))
                .start();
        database = postgres.getPostgresDatabase();
        Flyway.configure().dataSource(database).load().migrate();
    }

    @AfterAll
    static void close() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void forgetAll() {
        new JdbcTemplate(database).execute("truncate table hub_last_seen");
    }

    @Override
    LastSeen seen() {
        return new SeenInDatabase(database, true);
    }

    @Test
    void whatADeadNodeHadTakenIsFreeOnceItsLeaseIsOver() {
        LastSeen dead = seen();
        dead.claim(SUBJECT, "A").orElseThrow().remember("A", null);
        dead.claim(SUBJECT, "B").orElseThrow().hold();
        LastSeen other = seen();
        assertThat(other.claim(SUBJECT, "B")).isEmpty();

        new JdbcTemplate(database)
                .update("update hub_last_seen set claimed_until = current_timestamp - interval '1' second");

        assertThat(other.look(SUBJECT).isSame("B")).isFalse();
        assertThat(other.claim(SUBJECT, "B")).isPresent();
    }

    @Test
    void ofSeveralNodesThatSeeTheSameOneTakesIt() throws Exception {
        var threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Boolean>> nodes = IntStream.range(0, 8)
                    .<Callable<Boolean>>mapToObj(
                            node -> () -> seen().claim(SUBJECT, "A").isPresent())
                    .collect(Collectors.toList());
            int took = 0;
            for (var node : threads.invokeAll(nodes)) {
                took += node.get() ? 1 : 0;
            }
            assertThat(took).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }
}
