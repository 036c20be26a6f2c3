package io.rootsocket.hub.alarm;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps in the hub's database how routes fare, for all nodes together. Safe to share between threads and nodes. */
final class RouteRecords {

    private final JdbcTemplate database;
    private final TransactionTemplate transaction;

    RouteRecords(DataSource database) {
        this.database = new JdbcTemplate(database);
        this.transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
    }

    /** What is known of the routes, by their ids. */
    Map<String, RouteState> all() {
        return database.query("select * from hub_alarm_route", (row, number) -> state(row)).stream()
                .collect(Collectors.toMap(RouteState::route, Function.identity()));
    }

    /** Adds what has happened since it was last written: all of it, or nothing. */
    void add(Map<String, RouteEndings> endings) {
        if (!endings.isEmpty()) {
            transaction.executeWithoutResult(status -> endings.forEach(this::add));
        }
    }

    private void add(String route, RouteEndings ended) {
        insertIfNew(route);
        if (ended.handledAt() == null) {
            database.update(
                    """
                    update hub_alarm_route set failures = failures + ?, failing_since = coalesce(failing_since, ?),
                      failure = ?, reference = ? where route = ?""", ended.failures(), time(ended.failingSince()), ended.failure(), ended.reference(), route);
            return;
        }
        database.update(
                """
                update hub_alarm_route set handled_at = greatest(coalesce(handled_at, ?), ?), failures = ?,
                  failing_since = ?, failure = ?, reference = ? where route = ?""",
                time(ended.handledAt()),
                time(ended.handledAt()),
                ended.failures(),
                time(ended.failingSince()),
                ended.failure(),
                ended.reference(),
                route);
    }

    /** Something else is expected of it from now on. */
    void expect(String route, String expectation, Instant since) {
        insertIfNew(route);
        database.update(
                "update hub_alarm_route set expectation = ?, expected_since = ? where route = ?",
                expectation,
                time(since),
                route);
    }

    /** A clock that was ahead has written what is yet to come. */
    void correct(Instant now) {
        database.update("update hub_alarm_route set handled_at = ? where handled_at > ?", time(now), time(now));
        database.update("update hub_alarm_route set expected_since = ? where expected_since > ?", time(now), time(now));
    }

    /** Forgets what was not used for long. */
    void forget(Instant before) {
        database.update(
                "delete from hub_alarm_route where expectation is null and coalesce(handled_at, failing_since) < ?",
                time(before));
    }

    private void insertIfNew(String route) {
        database.update("insert into hub_alarm_route (route, failures) values (?, 0) on conflict do nothing", route);
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : AlarmTables.time(instant);
    }

    private static RouteState state(ResultSet row) throws SQLException {
        return new RouteState(
                row.getString("route"),
                Optional.ofNullable(row.getString("expectation")),
                Optional.ofNullable(AlarmTables.instant(row, "expected_since")),
                Optional.ofNullable(AlarmTables.instant(row, "handled_at")),
                row.getInt("failures"),
                Optional.ofNullable(AlarmTables.instant(row, "failing_since")),
                Optional.ofNullable(row.getString("failure")),
                Optional.ofNullable(row.getString("reference")));
    }
}
