package io.rootsocket.hub.schedule.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.h2.api.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database that keeps the schedules: an H2 file of this hub alone, or a PostgreSQL that several nodes share. Its tables
 * are brought up to date when it is opened. Safe to share between threads.
 */
public final class Database implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    /** What the URL of a database that hubs share begins with. */
    static final String POSTGRES = "jdbc:postgresql:";

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int CONNECTIONS = 20;
    /** "hub", as a number: what nodes agree on in PostgreSQL. */
    static final long MIGRATION_LOCK = 0x687562;

    private final HikariDataSource pool;
    private final String shown;
    private final boolean shared;
    private final Optional<Path> folder;

    /** @param folder where its file is; empty: others keep it and share it */
    private Database(HikariDataSource pool, String shown, Optional<Path> folder) {
        this.pool = pool;
        this.shown = shown;
        this.shared = folder.isEmpty();
        this.folder = folder;
    }

    /**
     * Opens the database, and waits for it if it is not there yet.
     *
     * @throws DatabaseException if it cannot be used, or has not come within the settings' timeout
     */
    public static Database open(ScheduleSettings settings) {
        try {
            return opened(settings, settings.url().isEmpty() && Files.exists(DamagedDatabase.file(settings.folder())));
        } catch (DatabaseException e) {
            if (settings.url().isPresent() || !DamagedDatabase.isCauseOf(e)) {
                throw e;
            }
            DamagedDatabase.setAside(settings.folder(), e);
            return opened(settings, false);
        }
    }

    /** @param wasThere whether there is a file that an earlier start has begun */
    private static Database opened(ScheduleSettings settings, boolean wasThere) {
        Database database = settings.url().map(url -> postgres(url, settings)).orElseGet(() -> h2(settings.folder()));
        try {
            database.awaitConnection(settings);
            if (wasThere) {
                database.requireTables();
            }
            database.migrate();
            return database;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private static Database postgres(String url, ScheduleSettings settings) {
        String shown = ScheduleSettings.shown(url);
        if (!url.startsWith(POSTGRES)) {
            throw new DatabaseException(
                    ("HUB_DATABASE_URL=%s is not the URL of a PostgreSQL. It should look like "
                                    + "jdbc:postgresql://host:5432/hub; without it the hub keeps its schedules in a file.")
                            .formatted(shown),
                    null);
        }
        HikariConfig config = pool(url);
        settings.user().ifPresent(config::setUsername);
        settings.password().ifPresent(config::setPassword);
        // A server that is gone without a word must not hold a thread for ever.
        config.addDataSourceProperty("socketTimeout", "30");
        config.addDataSourceProperty("connectTimeout", "5");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        // A node that is held in the middle of a transaction must not hold up the others with its locks.
        config.addDataSourceProperty("options", "-c idle_in_transaction_session_timeout=4000");
        return new Database(new HikariDataSource(config), shown, Optional.empty());
    }

    private static Database h2(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new DatabaseException("The folder %s for the schedules cannot be created.".formatted(folder), e);
        }
        // What is committed must survive a kill, so it is written at once. The hub itself closes it. A thread that is
        // interrupted would close H2's usual kind of file, for all.
        // H2 keeps eight statements by default, and parses each further one again each time.
        String url = "jdbc:h2:async:%s;MODE=PostgreSQL;DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0;QUERY_CACHE_SIZE=64"
                .formatted(folder.resolve("schedules").toAbsolutePath());
        HikariConfig config = pool(url);
        config.setUsername("hub");
        config.setExceptionOverride(new ClosedFile());
        return new Database(new HikariDataSource(config), folder.resolve("schedules") + " (H2)", Optional.of(folder));
    }

    private static HikariConfig pool(String url) {
        var config = new HikariConfig();
        config.setPoolName("schedules");
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(5_000);
        config.setValidationTimeout(2_000);
        // The first connection is waited for below, with words.
        config.setInitializationFailTimeout(-1);
        return config;
    }

    /**
     * After an error of its disk H2 closes the file, and its connections fail for ever though they call themselves valid. A
     * new one opens the file again.
     */
    private static final class ClosedFile implements SQLExceptionOverride {

        private static final Set<Integer> CLOSED =
                Set.of(ErrorCode.DATABASE_IS_CLOSED, ErrorCode.DATABASE_CALLED_AT_SHUTDOWN);

        @java.lang.Override
        public Override adjudicate(SQLException failure) {
            return CLOSED.contains(failure.getErrorCode()) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
        }
    }

    private void awaitConnection(ScheduleSettings settings) {
        long end = System.nanoTime() + settings.timeout().toNanos();
        boolean said = false;
        while (true) {
            try (var connection = pool.getConnection()) {
                connection.isValid(2);
                return;
            } catch (SQLException e) {
                if (isFinal(e) || System.nanoTime() - end > 0) {
                    throw unusable(e);
                }
                if (!said) {
                    LOG.info("Waiting for the database at {}: {}", shown, reason(e));
                    said = true;
                }
                pause();
            }
        }
    }

    /** A wrong user or database does not become right by waiting; nor does a file that another hub has open. */
    private static boolean isFinal(SQLException failure) {
        String state = String.valueOf(root(failure).getSQLState());
        return state.startsWith("28") || state.startsWith("3D") || state.startsWith("90");
    }

    private DatabaseException unusable(SQLException e) {
        String advice = shared
                ? "Check HUB_DATABASE_URL, HUB_DATABASE_USER and HUB_DATABASE_PASSWORD."
                : "If another hub runs on this data folder, stop it, or set HUB_DATA to another folder.";
        return new DatabaseException(
                "The database at %s cannot be used: %s. %s".formatted(shown, reason(e), advice),
                e,
                shared && !isFinal(e));
    }

    private static String reason(SQLException failure) {
        return String.valueOf(root(failure).getMessage()).lines().findFirst().orElse("");
    }

    private static SQLException root(SQLException failure) {
        SQLException root = failure;
        while (root.getCause() instanceof SQLException deeper) {
            root = deeper;
        }
        return root;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseException("Interrupted while waiting for the database", e);
        }
    }

    /** H2 takes a file that ends after its headers for a new one. */
    private void requireTables() {
        try (var connection = pool.getConnection()) {
            if (!Migrations.haveBegun(connection)) {
                throw new DatabaseException(
                        "The database at %s holds nothing.".formatted(shown), new DamagedDatabase.EmptyFileException());
            }
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    private void migrate() {
        try {
            requireNoneNewer();
            if (isUpToDate()) {
                return;
            }
            if (shared) {
                oneNodeAtATime(this::bringUpToDate);
            } else {
                bringUpToDate();
            }
        } catch (FlywayException | SQLException e) {
            throw new DatabaseException(
                    "The tables in the database at %s cannot be brought up to date: %s"
                            .formatted(shown, e.getMessage()),
                    e);
        }
    }

    /** What a newer hub has made of the tables, this one would take for what it knows. */
    private void requireNoneNewer() throws SQLException {
        try (var connection = pool.getConnection()) {
            Optional<String> newer = Migrations.newer(connection);
            if (newer.isPresent()) {
                throw new DatabaseException(
                        ("The tables in the database at %s are those of a newer hub: it has run %s, which this one does not know. Nothing"
                                        + " was changed. Start the newer hub again, or go back to a backup of the database from before the upgrade.")
                                .formatted(shown, newer.get()),
                        null);
            }
        }
    }

    private boolean isUpToDate() throws SQLException {
        try (var connection = pool.getConnection()) {
            return Migrations.areDone(connection);
        }
    }

    /** Flyway's own lock comes too late: it does not cover its first look at an empty database. */
    private void oneNodeAtATime(Runnable step) throws SQLException {
        try (var connection = pool.getConnection();
                var statement = connection.createStatement()) {
            // Not one statement that waits: it would fail once another node takes longer than a socket may be silent.
            while (!isLocked(statement)) {
                pause();
            }
            try {
                step.run();
            } finally {
                statement.execute("select pg_advisory_unlock(%d)".formatted(MIGRATION_LOCK));
            }
        }
    }

    private static boolean isLocked(Statement statement) throws SQLException {
        try (var answer = statement.executeQuery("select pg_try_advisory_lock(%d)".formatted(MIGRATION_LOCK))) {
            return answer.next() && answer.getBoolean(1);
        }
    }

    private void bringUpToDate() {
        Migrations.run(pool, shared);
    }

    public DataSource dataSource() {
        return pool;
    }

    /**
     * Copies its file as it is at one moment; it must not be a shared one.
     *
     * @param target where the copy goes
     */
    public void copyTo(Path target) throws IOException {
        RunningFile.copy(pool, DamagedDatabase.file(folder.orElseThrow()), target);
    }

    /** Whether other nodes can use it too. */
    public boolean isShared() {
        return shared;
    }

    @Override
    public void close() {
        pool.close();
    }

    /** Where it is. */
    @Override
    public String toString() {
        return shown;
    }
}
