package io.rootsocket.hub.schedule.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * The scripts that make the tables, and which of them a database has had. Flyway runs them; it is left alone where there is
 * nothing to do, as to find that out takes it longer than the rest of opening a database.
 */
final class Migrations {

    static final String TABLE = "hub_migrations";

    static final String FOLDER = "db/migration";

    /** All of them, in their order. */
    static final List<String> SCRIPTS = List.of(
            "V1__quartz.sql",
            "V2__ledger.sql",
            "V3__file_locks.sql",
            "V4__trigger_indexes.sql",
            "V5__delivered_messages.sql",
            "V6__former_names.sql",
            "V7__last_seen.sql",
            "V9__alarms.sql",
            "V10__due_triggers.sql");

    private static final Pattern NUMBERED = Pattern.compile("V(\\d{1,6})__.*");

    private Migrations() {}

    /** Whether any was ever run. */
    static boolean haveBegun(Connection connection) throws SQLException {
        try (var tables = connection.getMetaData().getTables(null, null, TABLE, null)) {
            return tables.next();
        }
    }

    /** Whether the last of them was run, and none has failed. */
    static boolean areDone(Connection connection) throws SQLException {
        return haveBegun(connection)
                && count(connection, "where \"script\" = ?", SCRIPTS.get(SCRIPTS.size() - 1)) == 1
                && count(connection, "where not \"success\"") == 0;
    }

    /** A script that a newer hub has run. Older ones than the last known may have been taken out since. */
    static Optional<String> newer(Connection connection) throws SQLException {
        if (!haveBegun(connection)) {
            return Optional.empty();
        }
        int last = number(SCRIPTS.get(SCRIPTS.size() - 1));
        try (var history = connection.prepareStatement("select \"script\" from \"%s\"".formatted(TABLE));
                var scripts = history.executeQuery()) {
            while (scripts.next()) {
                String script = scripts.getString(1);
                if (script != null && number(script) > last) {
                    return Optional.of(script);
                }
            }
        }
        return Optional.empty();
    }

    /** 0 for what is no script with a number, such as Flyway's own line about tables that were there before. */
    private static int number(String script) {
        Matcher numbered = NUMBERED.matcher(script);
        return numbered.matches() ? Integer.parseInt(numbered.group(1)) : 0;
    }

    private static int count(Connection connection, String which, String... values) throws SQLException {
        try (var history = connection.prepareStatement("select count(*) from \"%s\" %s".formatted(TABLE, which))) {
            for (int i = 0; i < values.length; i++) {
                history.setString(i + 1, values[i]);
            }
            try (var answer = history.executeQuery()) {
                return answer.next() ? answer.getInt(1) : 0;
            }
        }
    }

    /** @param shared whether there may be tables of others */
    static void run(DataSource database, boolean shared) {
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:" + FOLDER)
                .table(TABLE)
                .baselineOnMigrate(shared)
                .baselineVersion("0")
                .load()
                .migrate();
    }
}
