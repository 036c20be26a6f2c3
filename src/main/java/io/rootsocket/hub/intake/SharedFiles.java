package io.rootsocket.hub.intake;

import java.time.Duration;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.processor.idempotent.jdbc.JdbcOrphanLockAwareIdempotentRepository;

/**
 * Where nodes share a database, a file source takes each file on one node only, unless its route has a lock of its own
 * kind. A node that dies loses its locks after {@link #ORPHANED}.
 */
public final class SharedFiles {

    private static final Duration ORPHANED = Duration.ofSeconds(30);
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(5);
    /** Another node may have listed a file just before it was moved away. */
    private static final int RELEASE_DELAY_MILLIS = 2_000;

    private SharedFiles() {}

    public static void lock(CamelContext camel, DataSource database) throws Exception {
        var locks = new FileLocks(database, camel);
        locks.setLockMaxAgeMillis(ORPHANED.toMillis());
        locks.setLockKeepAliveIntervalMillis(SIGN_OF_LIFE.toMillis());
        camel.addService(locks, true, true);
        camel.getCamelContextExtension().registerEndpointCallback((uri, endpoint) -> {
            if (endpoint instanceof GenericFileEndpoint<?> files && files.getIdempotentRepository() == null) {
                lock(files, locks);
            }
            return endpoint;
        });
    }

    public static void lock(GenericFileEndpoint<?> files, FileLocks locks) {
        String kind = String.valueOf(files.getReadLock());
        if (kind.equals("changed") || kind.equals("rename")) {
            files.setReadLock("idempotent-" + kind);
        } else if (kind.equals("none") || kind.equals("null")) {
            files.setReadLock("idempotent");
        } else {
            return;
        }
        files.setIdempotentRepository(locks);
        // The same name may come again tomorrow.
        files.setReadLockRemoveOnCommit(true);
        files.setReadLockIdempotentReleaseDelay(RELEASE_DELAY_MILLIS);
        files.setReadLockIdempotentReleaseAsync(true);
    }

    /** Camel's locks, looked up and taken in one step. */
    private static final class FileLocks extends JdbcOrphanLockAwareIdempotentRepository {

        FileLocks(DataSource database, CamelContext camel) {
            super(database, "files", camel);
        }

        /** Camel takes a lock that another node got between the question and the insert for an orphaned one. */
        @Override
        protected int queryForInt(String file) {
            jdbcTemplate.query("select pg_advisory_xact_lock(hashtext(?))", row -> {}, file);
            return super.queryForInt(file);
        }
    }
}
