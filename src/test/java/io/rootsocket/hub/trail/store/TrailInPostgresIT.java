package io.rootsocket.hub.trail.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.rootsocket.hub.testing.SharedPostgres;
import io.rootsocket.hub.trail.Accepted;
import io.rootsocket.hub.trail.Chain;
import io.rootsocket.hub.trail.Ended;
import io.rootsocket.hub.trail.MessageEnd;
import io.rootsocket.hub.trail.Payload;
import io.rootsocket.hub.trail.TrailFilter;
import io.rootsocket.hub.trail.TrailUnavailableException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** On a PostgreSQL. */
class TrailInPostgresIT extends TrailContract {

    @AutoClose
    private final HikariDataSource pool = pool();

    private final Breakable database = new Breakable(pool);

    @TempDir
    Path other;

    private static HikariDataSource pool() {
        var config = new HikariConfig();
        config.setJdbcUrl(SharedPostgres.newDatabase());
        config.setUsername(SharedPostgres.USER);
        config.setMaximumPoolSize(8);
        config.setMinimumIdle(1);
        return new HikariDataSource(config);
    }

    @Override
    Optional<DataSource> shared() {
        return Optional.of(database);
    }

    @Override
    long bytesOnDisk() {
        Long bytes = new JdbcTemplate(database)
                .queryForObject(
                        "select coalesce(sum(pg_total_relation_size(oid)), 0) from pg_class where relname like 'trail%' and relkind = 'r'",
                        Long.class);
        return bytes == null ? 0 : bytes;
    }

    @Test
    void hubsOnOneDatabaseSeeWhatEachOfThemDid() {
        try (StoredTrail second = open(other)) {
            Events.delivered(1).forEach(trail::record);
            second.record(Events.arrived(2));
            second.record(Events.accepted(2, "news"));
            trail.drain();
            second.drain();
            // The other hub took it over.
            trail.record(Events.ended(2, MessageEnd.DELIVERED));
            trail.drain();

            assertThat(ids(TrailFilter.ALL)).containsExactly(Events.id(2), Events.id(1));
            Chain chain = second.reader().explain(Events.id(2)).get(0);
            assertThat(chain.messages().get(0).end()).map(Ended::end).contains(MessageEnd.DELIVERED);
        }
    }

    @Test
    void hubsThatBeginAtOnceFindOneWayToBegin() throws Exception {
        var threads = Executors.newFixedThreadPool(6);
        try {
            List<Callable<Boolean>> hubs = IntStream.range(0, 6)
                    .<Callable<Boolean>>mapToObj(hub -> () -> {
                        try (StoredTrail one = open(other.resolve("hub" + hub))) {
                            for (int i = 0; i < 40; i++) {
                                one.record(Events.arrived(hub * 100 + i));
                                one.drain();
                            }
                            // One that met another while it began tries again.
                            one.drain();
                            return one.status().waiting() == 0;
                        }
                    })
                    .toList();
            for (var hub : threads.invokeAll(hubs)) {
                assertThat(hub.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
        trail.drain();
        assertThat(allIds(TrailFilter.ALL.atMost(1_000))).hasSize(240).doesNotHaveDuplicates();
    }

    @Test
    void whileTheDatabaseIsAwayAllWaitsInFiles() {
        trail.record(Events.arrived(1));
        trail.drain();
        database.broken = true;
        for (int number = 2; number < 50; number++) {
            trail.record(Events.arrived(number));
            trail.drain();
        }
        assertThat(trail.status().dropped()).isZero();
        assertThat(trail.status().waiting()).isPositive();
        assertThat(trail.status().problem()).isPresent();
        assertThatThrownBy(() -> trail.reader().find(TrailFilter.ALL)).isInstanceOf(TrailUnavailableException.class);

        database.broken = false;
        trail.drain();

        assertThat(allIds(TrailFilter.ALL)).hasSize(49);
        assertThat(trail.status().problem()).isEmpty();
        assertThat(trail.status().waiting()).isZero();
    }

    @Test
    void whatIsTooMuchForTheFilesIsDroppedAndCounted() {
        database.broken = true;
        String large = "x".repeat(16_000);
        for (int number = 0; number < 100; number++) {
            trail.record(Events.arrived(number, "orders", large));
        }
        assertThat(trail.status().dropped()).isBetween(50L, 80L);
        assertThat(trail.status().waiting()).isLessThanOrEqualTo(MAX_BYTES / 8);

        database.broken = false;
        trail.drain();

        assertThat(ids(TrailFilter.ALL)).hasSize((int) (100 - trail.status().dropped()));
    }

    @Test
    void takesWhatPostgresWouldNot() {
        String odd = "a\u0000b\ud800";
        trail.record(new Accepted(
                Events.messageId(1),
                Events.id(1),
                Events.NOON,
                odd,
                odd,
                Payload.of("text/plain", odd),
                Optional.empty(),
                odd,
                odd,
                Optional.of(odd)));
        trail.record(Events.arrived(1, odd, odd));
        trail.drain();

        assertThat(trail.status().waiting()).isZero();
        assertThat(trail.reader().explain(Events.id(1))).hasSize(1);
        assertThat(ids(TrailFilter.ALL)).containsExactly(Events.id(1));
    }

    /** A database that a test takes away. */
    private static final class Breakable extends DelegatingDataSource {

        private volatile boolean broken;

        private Breakable(DataSource database) {
            super(database);
        }

        @Override
        public Connection getConnection() throws SQLException {
            if (broken) {
                throw new SQLException("it is away", "08001");
            }
            return super.getConnection();
        }
    }
}
