package io.rootsocket.hub.schedule.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rootsocket.hub.schedule.ledger.Database;
import io.rootsocket.hub.schedule.ledger.Ledger;
import io.rootsocket.hub.schedule.ledger.ScheduleSettings;
import io.rootsocket.hub.schedule.nodes.NodeClock;
import io.rootsocket.hub.schedule.timetable.FirePolicy;
import io.rootsocket.hub.schedule.timetable.RouteSchedule;
import io.rootsocket.hub.schedule.timetable.Timetable;
import io.rootsocket.hub.testing.SharedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.springframework.jdbc.core.JdbcTemplate;

/** A clock is set in the moment before it is measured again, while another node says the same as the database. */
class OccurrenceTriggersIT {

    private Database database;

    private final NodeClock measured = new NodeClock();

    @BeforeEach
    void open(@TempDir Path folder) {
        database = Database.open(new ScheduleSettings(
                Optional.of(SharedPostgres.newDatabase()),
                Optional.of(SharedPostgres.USER),
                Optional.empty(),
                folder,
                Duration.ofSeconds(60),
                Optional.empty(),
                Duration.ofSeconds(15),
                Duration.ofDays(1)));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void takesWhatIsDueForLateByNoClockThatIsAhead() {
        measured.measured(Duration.ZERO, Map.of("other", Duration.ZERO));

        assertThatThrownBy(() -> triggerBy(Duration.ofHours(2)))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("or not so late");

        assertThat(recorded()).isZero();
    }

    @Test
    void goesByItsOwnClockIfNobodyContradictsIt() throws SQLException {
        measured.measured(Duration.ZERO, Map.of());

        triggerBy(Duration.ofHours(2));

        assertThat(recorded()).isPositive();
    }

    /** What is due each second has its turn now, by the clock of a node that is so far ahead. */
    private void triggerBy(Duration ahead) throws SQLException {
        Clock clock = Clock.offset(Clock.systemUTC(), ahead);
        var triggers = new OccurrenceTriggers(new Ledger(database.dataSource(), "ours", clock), clock, measured);
        var trigger = new OccurrenceTrigger(
                new RouteSchedule("tick", Timetable.of(List.of("* * * * * ?"), ZoneOffset.UTC), FirePolicy.DEFAULT),
                clock);
        trigger.setName("tick");
        trigger.beginWith(Instant.now());
        trigger.triggered(null);
        try (Connection connection = database.dataSource().getConnection()) {
            triggers.updateExtendedTriggerProperties(
                    connection,
                    trigger,
                    "WAITING",
                    JobBuilder.newJob().withIdentity("tick").ofType(Job.class).build());
        }
    }

    private int recorded() {
        return Optional.ofNullable(new JdbcTemplate(database.dataSource())
                        .queryForObject("select count(*) from hub_occurrence where route = 'tick'", Integer.class))
                .orElse(0);
    }
}
