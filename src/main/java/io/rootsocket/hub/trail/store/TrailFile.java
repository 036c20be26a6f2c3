package io.rootsocket.hub.trail.store;

import io.rootsocket.hub.schedule.ledger.DamagedDatabase;
import io.rootsocket.hub.schedule.ledger.RunningFile;
import io.rootsocket.hub.trail.TrailSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An H2 file that holds nothing but the trail: whatever becomes of it, the schedules have theirs. One that is damaged is set
 * aside.
 */
final class TrailFile implements TrailDatabase {

    private static final Logger LOG = LoggerFactory.getLogger(TrailFile.class);

    private final Path folder;
    private final TrailSettings settings;
    private final Clock clock;
    private final JdbcDataSource source = new JdbcDataSource();
    private @Nullable Opened opened;

    /** What is thrown away together after a failure: H2 closes the file after an error of its disk, and its connections. */
    private record Opened(JdbcConnectionPool pool, Parts parts) {}

    TrailFile(TrailSettings settings, Clock clock) {
        this.folder = settings.folder();
        this.settings = settings;
        this.clock = clock;
        // As that of the schedules. What a dropped part had is free at once: after a power cut the file may be damaged
        // for
        // it, and is then set aside. The cache is small, as a block is read once.
        source.setURL(("jdbc:h2:async:%s;MODE=PostgreSQL;DB_CLOSE_ON_EXIT=FALSE;DB_CLOSE_DELAY=-1;WRITE_DELAY=0;"
                        + "RETENTION_TIME=0;CACHE_SIZE=1024")
                .formatted(folder.resolve("trail").toAbsolutePath()));
        source.setUser("hub");
    }

    private Path file() {
        return folder.resolve("trail.mv.db");
    }

    @Override
    public synchronized Parts parts() {
        Opened now = opened;
        if (now == null) {
            JdbcConnectionPool pool = JdbcConnectionPool.create(source);
            now = new Opened(pool, new Parts(pool, settings, clock));
            now.parts().prepare();
            opened = now;
        }
        return now.parts();
    }

    @Override
    public long dropBeyond() {
        // The file keeps what is dropped as room for what comes, and some more than what it holds.
        long max = settings.partsBytes();
        long beyond = Math.max(0, file().toFile().length() - max);
        return parts().dropBeyond(Math.max(max / 2, max - beyond));
    }

    @Override
    public synchronized void recover(Throwable failure) {
        letGo();
        if (DamagedDatabase.isCauseOf(failure)) {
            shutdown("shutdown immediately");
            setAside();
        }
    }

    @Override
    public synchronized void copyTo(Path target) throws IOException {
        parts();
        RunningFile.copy(source, file(), target);
    }

    private void letGo() {
        if (opened != null) {
            opened.pool().dispose();
            opened = null;
        }
    }

    private void setAside() {
        Path moved = folder.resolve(
                "trail.damaged-%d.mv.db".formatted(clock.instant().toEpochMilli()));
        try {
            Files.move(file(), moved);
            LOG.error(
                    "The file of the trail, {}, is damaged. It is moved to {}, and a new one is begun: what went through "
                            + "before is not known any more.",
                    file(),
                    moved);
        } catch (IOException e) {
            LOG.error("The file of the trail, {}, is damaged and cannot be moved: {}", file(), e.toString());
        }
    }

    private void shutdown(String how) {
        try (Connection connection = source.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(how);
        } catch (SQLException e) {
            LOG.debug("H2 does not shut down", e);
        }
    }

    @Override
    public synchronized void close() {
        if (opened != null) {
            letGo();
            shutdown("shutdown");
        }
    }
}
