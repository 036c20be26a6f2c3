package io.rootsocket.hub.schedule;

import static java.util.concurrent.CompletableFuture.delayedExecutor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.schedule.ledger.Database;
import io.rootsocket.hub.schedule.ledger.Ledger;
import io.rootsocket.hub.schedule.ledger.Occurrence;
import io.rootsocket.hub.schedule.ledger.Outcome;
import io.rootsocket.hub.schedule.ledger.ScheduleSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The row of an occurrence is locked by others for longer than the database waits, at the time when it fires. */
class LockedRowIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    /** H2 waits for two seconds. */
    private static final Duration LONGER_THAN_IT_WAITS = Duration.ofSeconds(4);

    @TempDir
    Path folder;

    private final List<String> ran = new CopyOnWriteArrayList<>();

    @Test
    void losesNoOccurrence() throws Exception {
        ScheduleSettings settings = ScheduleSettings.embedded(folder);
        try (var schedules = Schedules.open(settings, Clock.systemUTC());
                var camel = new DefaultCamelContext()) {
            schedules.attach(camel, folder.toString(), exchange -> Optional.empty());
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("schedule:tick?every=1s")
                            .routeId("tick")
                            .process(exchange ->
                                    ran.add(exchange.getIn().getHeader(ScheduleConsumer.OCCURRENCE, String.class)));
                }
            });
            camel.start();
            schedules.start();
            await().atMost(TIMEOUT).until(() -> !ran.isEmpty());
            Instant next = schedules.nextFires().get(0).at().plusSeconds(2);
            var locked = new Occurrence("tick", next);

            try (Database others = Database.open(settings);
                    Connection connection = others.dataSource().getConnection()) {
                connection.setAutoCommit(false);
                new Ledger(new SingleConnectionDataSource(connection, true), "other", Clock.systemUTC())
                        .begin(locked, "", "");
                await().atMost(TIMEOUT).until(() -> Instant.now().isAfter(next.plus(LONGER_THAN_IT_WAITS)));
                connection.rollback();
            }

            await().atMost(TIMEOUT).until(() -> ran.contains(locked.toString()));
            schedules.stop();
        }
    }

    /** As at the end of a hub whose routes do not let go of what they use in time. */
    @Test
    void isWrittenBeforeTheDatabaseIsClosedThoughTheContextHasNotStopped() throws Exception {
        ScheduleSettings settings = ScheduleSettings.embedded(folder);
        var lockedEnds = new CountDownLatch(1);
        var behindEnds = new CountDownLatch(1);
        try (var camel = new DefaultCamelContext();
                var schedules = Schedules.open(settings, Clock.systemUTC())) {
            schedules.attach(camel, folder.toString(), exchange -> Optional.empty());
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("schedule:locked?every=1d").routeId("locked").process(exchange -> lockedEnds.await());
                    from("schedule:behind?every=1d").routeId("behind").process(exchange -> behindEnds.await());
                }
            });
            camel.start();
            schedules.start();
            List<Occurrence> occurrences = List.of(
                    schedules.operations().runNow("locked", "ana"),
                    schedules.operations().runNow("behind", "ana"));

            try (Database others = Database.open(settings);
                    Connection connection = others.dataSource().getConnection()) {
                connection.setAutoCommit(false);
                var locker = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
                locker.update("update hub_occurrence set detail = 'locked' where route = 'locked'");
                lockedEnds.countDown();
                await().atMost(TIMEOUT).until(() -> isWaitedFor(others));
                behindEnds.countDown();
                await().atMost(TIMEOUT)
                        .until(() -> camel.getInflightRepository().size() == 0);
                var letGo = CompletableFuture.runAsync(
                        () -> rollback(connection), delayedExecutor(500, TimeUnit.MILLISECONDS));
                schedules.close();
                letGo.join();

                var ledger = new Ledger(others.dataSource(), "other", Clock.systemUTC());
                assertThat(occurrences)
                        .extracting(occurrence ->
                                ledger.find(occurrence).orElseThrow().outcome())
                        .containsOnly(Outcome.DELIVERED);
            }
        }
    }

    private static boolean isWaitedFor(Database database) {
        return !new JdbcTemplate(database.dataSource())
                .queryForList("select blocker_id from information_schema.sessions where blocker_id is not null")
                .isEmpty();
    }

    private static void rollback(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
