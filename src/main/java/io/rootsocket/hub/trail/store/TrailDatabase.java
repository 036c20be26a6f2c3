package io.rootsocket.hub.trail.store;

import io.rootsocket.hub.trail.TrailSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import javax.sql.DataSource;

/**
 * Where the parts of the trail are: a file of their own, or a PostgreSQL that several hubs share. Safe to share between
 * threads.
 */
interface TrailDatabase extends AutoCloseable {

    /**
     * Its parts; opens it if it is not open.
     *
     * @throws org.springframework.dao.DataAccessException if it cannot be used now
     */
    Parts parts();

    /** Drops what is too old or too much. Returns how many bytes are left. */
    long dropBeyond();

    /** Something failed: what can be done about it is done before the next use. */
    default void recover(Throwable failure) {}

    /**
     * Copies its file as it is at one moment; nothing where others keep it.
     *
     * @throws IOException if it cannot
     */
    default void copyTo(Path folder) throws IOException {}

    /** Safe twice. */
    @Override
    void close();

    /** One that others use, too, and close. */
    static TrailDatabase shared(DataSource database, TrailSettings settings, Clock clock) {
        return new SharedTrailDatabase(new Parts(database, settings, clock), settings);
    }
}
