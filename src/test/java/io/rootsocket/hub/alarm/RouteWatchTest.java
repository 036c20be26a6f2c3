package io.rootsocket.hub.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.testing.MutableClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

class RouteWatchTest {

    private final MutableClock clock = MutableClock.at("2026-11-26T08:00:00Z");
    private final Expectation hourly = Expectation.every(Duration.ofHours(1), ZoneOffset.UTC);
    private RouteRecords records;
    private RouteWatch watch;

    @BeforeEach
    void open() {
        var database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:watch;MODE=PostgreSQL;INIT=DROP ALL OBJECTS\\;RUNSCRIPT FROM"
                + " 'classpath:db/migration/V9__alarms.sql'");
        var once = new SingleConnectionDataSource(connection(database), true);
        records = new RouteRecords(once);
        start();
    }

    private static Connection connection(JdbcDataSource database) {
        try {
            return database.getConnection();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void start() {
        watch = new RouteWatch(records, AlarmRules.DEFAULT, clock, Set::of);
        watch.expect("orders", hourly);
    }

    private List<Trouble> after(Duration time) {
        clock.advance(time);
        return watch.look(clock.instant());
    }

    @Test
    void hearsASilenceThatBeganWithTheRoute() {
        assertThat(after(Duration.ofMinutes(2))).isEmpty();
        assertThat(after(Duration.ofMinutes(61)))
                .singleElement()
                .satisfies(trouble -> assertThat(trouble.what()).contains("orders", "every 1h", "nothing ever has"));
    }

    @Test
    void knowsAfterARestartWhenTheLastCame() {
        after(Duration.ofMinutes(2));
        watch.came("orders");
        after(Duration.ofSeconds(5));
        start();
        clock.advance(Duration.ofMinutes(50));
        assertThat(watch.look(clock.instant())).isEmpty();

        assertThat(after(Duration.ofMinutes(11)))
                .singleElement()
                .satisfies(trouble -> assertThat(trouble.since()).isEqualTo(Instant.parse("2026-11-26T08:02:00Z")));
    }

    /** What has waited in a queue is on its way in. */
    @Test
    void waitsAMinuteAfterTheStartForWhatHasWaitedMeanwhile() {
        after(Duration.ofMinutes(2));
        clock.advance(Duration.ofHours(5));
        start();

        assertThat(after(Duration.ofSeconds(10))).isEmpty();
        assertThat(after(Duration.ofSeconds(60))).hasSize(1);
    }

    @Test
    void beginsAnewWhenSomethingElseIsExpected() {
        after(Duration.ofMinutes(2));
        clock.advance(Duration.ofHours(5));
        start();
        watch.expect("orders", Expectation.every(Duration.ofMinutes(90), ZoneOffset.UTC));

        assertThat(after(Duration.ofMinutes(2))).isEmpty();
    }

    @Test
    void countsFailuresThatFollowEachOther() {
        after(Duration.ofMinutes(1));
        watch.failed("stock", "A", "broken");
        watch.failed("stock", "B", "broken");
        assertThat(after(Duration.ofSeconds(5))).isEmpty();
        watch.failed("stock", "C", "broken still");

        assertThat(after(Duration.ofSeconds(5))).singleElement().satisfies(trouble -> {
            assertThat(trouble.topic()).isEqualTo(Topic.ROUTE_FAILING);
            assertThat(trouble.reference()).contains("C");
            assertThat(trouble.what()).contains("3 times in a row", "broken still.");
        });

        watch.handled("stock");
        assertThat(after(Duration.ofSeconds(5))).isEmpty();
    }

    /** A poll that fails leaves no dead letter, and asks again. */
    @Test
    void doesNotSendWhoMendsAPollToDeadLettersThatItHasNot() {
        for (int i = 0; i < 3; i++) {
            watch.failed("poll", "A", "it answers 500");
        }

        assertThat(after(Duration.ofSeconds(5)))
                .singleElement()
                .satisfies(trouble -> assertThat(trouble.advice()).contains("such as a poll, then asks again"));
    }

    @Test
    void tellsNoRouteOfItsOwnFailures() {
        watch = new RouteWatch(records, AlarmRules.DEFAULT, clock, () -> Set.of("alarms"));
        for (int i = 0; i < 3; i++) {
            watch.failed("alarms", "A", "no pager");
        }

        assertThat(after(Duration.ofSeconds(5)))
                .singleElement()
                .extracting(Trouble::told)
                .isEqualTo(false);
    }

    @Test
    void goesByAClockThatWasSetBack() {
        after(Duration.ofMinutes(2));
        clock.advance(Duration.ofDays(400));
        watch.came("orders");
        watch.look(clock.instant());
        clock.set(Instant.parse("2026-11-26T09:00:00Z"));

        assertThat(after(Duration.ofMinutes(5))).isEmpty();
        assertThat(after(Duration.ofMinutes(61))).hasSize(1);
    }
}
