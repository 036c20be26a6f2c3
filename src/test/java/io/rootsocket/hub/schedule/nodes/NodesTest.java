package io.rootsocket.hub.schedule.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.schedule.ledger.Database;
import io.rootsocket.hub.schedule.ledger.ScheduleSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** Whose word counts against a clock that is two hours ahead of the database's. */
class NodesTest {

    private static final Duration AHEAD = Duration.ofHours(2);
    private static final Duration TAKEOVER = Duration.ofSeconds(15);

    @TempDir
    Path folder;

    private final Clock wrong = Clock.offset(Clock.systemUTC(), AHEAD);
    private final NodeClock clock = new NodeClock();
    private Database database;
    private Nodes nodes;

    @BeforeEach
    void open() {
        database = Database.open(ScheduleSettings.embedded(folder));
        nodes = new Nodes(database.dataSource(), "ours", wrong);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aNodeThatLivesContradictsIt() {
        other("lives", Duration.ZERO, Duration.ZERO);
        nodes.report(clock, TAKEOVER);
        assertThat(clock.wrong()).isPresent();
    }

    @Test
    void aNodeWithTheSameTimeConfirmsIt() {
        other("lives", Duration.ZERO, Duration.ZERO);
        nodes.report(clock, TAKEOVER);
        other("lives", Duration.ZERO, AHEAD);
        nodes.report(clock, TAKEOVER);
        assertThat(clock.wrong()).isEmpty();
    }

    @Test
    void aFormerLifeDoesNotWhenTheDatabasesClockWasSetBack() {
        other("former-life", AHEAD, Duration.ZERO);
        nodes.report(clock, TAKEOVER);
        assertThat(clock.skewed()).isPresent();
        assertThat(clock.wrong()).isEmpty();
    }

    private void other(String name, Duration inTheFuture, Duration skew) {
        var rows = new JdbcTemplate(database.dataSource());
        rows.update("delete from hub_node where node = ?", name);
        rows.update(
                "insert into hub_node (node, seen_at, skew_millis) values (?, ?, ?)",
                name,
                OffsetDateTime.ofInstant(Instant.now().plus(inTheFuture), ZoneOffset.UTC),
                skew.toMillis());
    }
}
