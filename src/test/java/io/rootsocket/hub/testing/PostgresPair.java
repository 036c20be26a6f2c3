package io.rootsocket.hub.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;

/** A PostgreSQL and a replica that has each commit before it is one. The primary can die, and the replica take its place. */
public final class PostgresPair implements AutoCloseable {

    private final Path folder;
    private final int primaryPort = FreePort.next();
    private final int replicaPort = FreePort.next();
    private final EmbeddedPostgres primary;
    private final EmbeddedPostgres replica;
    private boolean primaryIsDead;

    private PostgresPair(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        // A copy of a database that does not run is what a replica may begin with.
        server("primary", primaryPort).start().close();
        new ProcessBuilder(
                        "cp",
                        "-a",
                        folder.resolve("primary").toString(),
                        folder.resolve("replica").toString())
                .inheritIO()
                .start()
                .waitFor();
        Files.createFile(folder.resolve("replica/standby.signal"));
        Files.writeString(
                folder.resolve("replica/postgresql.auto.conf"),
                "primary_conninfo = 'host=127.0.0.1 port=%d user=postgres'%n".formatted(primaryPort),
                StandardOpenOption.APPEND);
        this.primary = server("primary", primaryPort)
                .setServerConfig("synchronous_standby_names", "*")
                .start();
        this.replica = server("replica", replicaPort).start();
    }

    public static PostgresPair start(Path folder) {
        try {
            return new PostgresPair(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private EmbeddedPostgres.Builder server(String name, int port) {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(folder.resolve(name))
                .setCleanDataDirectory(false);
    }

    /** As a hub takes it for HUB_DATABASE_URL: whichever of the two may be written to. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:%d,127.0.0.1:%d/postgres?targetServerType=primary"
                .formatted(primaryPort, replicaPort);
    }

    /** SIGKILL of the primary, with all of its connections. */
    public void killThePrimary() throws IOException, InterruptedException {
        String pid =
                Files.readAllLines(folder.resolve("primary/postmaster.pid")).get(0);
        new ProcessBuilder("kill", "-KILL", pid).inheritIO().start().waitFor();
        primaryIsDead = true;
    }

    /** What whoever looks after the database does then. */
    public void promoteTheReplica() throws SQLException {
        try (var connection = replica.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("select pg_promote()");
        }
    }

    @Override
    public void close() throws IOException {
        replica.close();
        if (!primaryIsDead) {
            primary.close();
        }
    }
}
