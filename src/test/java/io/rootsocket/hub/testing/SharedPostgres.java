package io.rootsocket.hub.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One PostgreSQL for all tests of a process, with a database of its own for each that asks: to start one takes seconds. It
 * ends with the process. A test that stops its server starts one itself.
 */
public final class SharedPostgres {

    /** Who may do everything, without a password. */
    public static final String USER = "postgres";

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static @Nullable EmbeddedPostgres server;

    private SharedPostgres() {}

    private static synchronized EmbeddedPostgres server() {
        if (server == null) {
            try {
                // Nothing of it needs to survive a power cut.
                server = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .setServerConfig("max_connections", "300")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return server;
    }

    /** Makes an empty database, and returns its JDBC URL, to which parameters may be added with {@code ?}. */
    public static String newDatabase() {
        String name = "test" + DATABASES.incrementAndGet();
        try (var connection = server().getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(server().getPort(), name);
    }
}
