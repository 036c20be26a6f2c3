package io.rootsocket.hub.trail.store;

import io.rootsocket.hub.trail.BlockName;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.TransactionException;

/**
 * Moves what the spool has into the database, behind the work, and drops what is too old or too much. While the database is
 * away all waits in the spool. Safe to share between threads: one pass at a time.
 */
final class SpoolDrain implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(SpoolDrain.class);
    private static final Duration LOOK_EVERY = Duration.ofMinutes(1);

    private final Spool spool;
    private final TrailDatabase database;
    private final Duration sealAfter;
    private long looked;
    private boolean hasLooked;
    private volatile @Nullable String problem;
    private volatile long stored;

    /** @param sealAfter how long a file of the spool may take to fill before it is moved all the same */
    SpoolDrain(Spool spool, TrailDatabase database, Duration sealAfter) {
        this.spool = spool;
        this.database = database;
        this.sealAfter = sealAfter;
    }

    @Override
    public synchronized void run() {
        try {
            spool.sealAfter(sealAfter.toNanos());
            Parts parts = database.parts();
            boolean moved = false;
            Optional<BlockName> oldest = spool.oldest();
            while (oldest.isPresent()) {
                move(oldest.get(), parts);
                moved = true;
                oldest = spool.oldest();
            }
            if (moved || isTimeToLook()) {
                stored = database.dropBeyond();
            }
            if (problem != null) {
                LOG.info("The trail is written to its database again");
                problem = null;
            }
        } catch (DataAccessException | TransactionException | IOException e) {
            trouble(e);
            database.recover(e);
        } catch (RuntimeException | Error e) {
            // Not thrown on: nothing would move what comes from now on.
            LOG.error("The trail could not be written", e);
            trouble(e);
            database.recover(e);
        }
    }

    private void move(BlockName name, Parts parts) throws IOException {
        try {
            Optional<Block> block = spool.block(name);
            if (block.isPresent() && !block.get().isEmpty()) {
                parts.insert(block.get());
            }
        } catch (DataIntegrityViolationException | IllegalStateException | IndexOutOfBoundsException e) {
            // What the database will never take must not hold up what comes behind.
            LOG.error("The trail cannot keep its file {}, and goes on without it", name, e);
        }
        spool.delete(name);
    }

    private boolean isTimeToLook() {
        if (hasLooked && System.nanoTime() - looked < LOOK_EVERY.toNanos()) {
            return false;
        }
        hasLooked = true;
        looked = System.nanoTime();
        return true;
    }

    private void trouble(Throwable e) {
        if (problem == null) {
            LOG.warn("The trail cannot be written to its database now, and waits in files: {}", FirstLine.of(e));
        }
        problem = FirstLine.of(e);
    }

    /** How many bytes the database had when it was last looked at. */
    long stored() {
        return stored;
    }

    /** Why the database does not have it; empty if it has. */
    Optional<String> problem() {
        return Optional.ofNullable(problem);
    }
}
