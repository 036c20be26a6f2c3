package io.rootsocket.hub.schedule.ledger;

import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
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

    /** Flyway's own table. */
    private static final String HISTORY =
            """
            create table "%1$s" (
              "installed_rank" int not null,
              "version" varchar(50),
              "description" varchar(200) not null,
              "type" varchar(20) not null,
              "script" varchar(1000) not null,
              "checksum" int,
              "installed_by" varchar(100) not null,
              "installed_on" timestamp default current_timestamp not null,
              "execution_time" int not null,
              "success" boolean not null,
              constraint "%1$s_pk" primary key ("installed_rank"));
            create index "%1$s_s_idx" on "%1$s" ("success");
            insert into "%1$s" values (-1, null, '<< Flyway Schema History table created >>', 'TABLE', '', null, current_user,
              current_timestamp, 0, true)"""
                    .formatted(TABLE);

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

    /**
     * Makes the tables in a new database of this process alone, and notes what Flyway would have noted: to start Flyway takes
     * longer than to run all scripts. Cut off, Flyway goes on from there.
     */
    static void begin(Connection empty) throws SQLException, IOException {
        try (var statement = empty.createStatement()) {
            statement.execute(HISTORY);
            for (int i = 0; i < SCRIPTS.size(); i++) {
                statement.execute("runscript from 'classpath:/%s/%s'".formatted(FOLDER, SCRIPTS.get(i)));
                note(empty, i + 1, SCRIPTS.get(i));
            }
        }
    }

    private static void note(Connection database, int rank, String script) throws SQLException, IOException {
        try (var insert = database.prepareStatement(
                "insert into \"%s\" values (?, ?, ?, 'SQL', ?, ?, current_user, current_timestamp, 0, true)"
                        .formatted(TABLE))) {
            insert.setInt(1, rank);
            insert.setString(2, String.valueOf(number(script)));
            insert.setString(3, script.replaceAll("V\\d+__|\\.sql", "").replace('_', ' '));
            insert.setString(4, script);
            insert.setInt(5, checksum(script));
            insert.executeUpdate();
        }
    }

    /** As Flyway counts it: without the ends of the lines, which a checkout may change. */
    private static int checksum(String script) throws IOException {
        var checksum = new CRC32();
        try (InputStream text = requireNonNull(
                        Migrations.class.getResourceAsStream("/%s/%s".formatted(FOLDER, script)), script);
                var lines = new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                checksum.update(line.getBytes(StandardCharsets.UTF_8));
            }
        }
        return (int) checksum.getValue();
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
