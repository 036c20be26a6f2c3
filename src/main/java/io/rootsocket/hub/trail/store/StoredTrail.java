package io.rootsocket.hub.trail.store;

import io.rootsocket.hub.files.PrivateFiles;
import io.rootsocket.hub.trail.Redaction;
import io.rootsocket.hub.trail.Trail;
import io.rootsocket.hub.trail.TrailEvent;
import io.rootsocket.hub.trail.TrailReader;
import io.rootsocket.hub.trail.TrailSettings;
import io.rootsocket.hub.trail.TrailStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The trail that is kept: in files at once, and in a database soon. Safe to share between threads. */
public final class StoredTrail implements Trail, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StoredTrail.class);

    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    /** Others on the same database wait for it. */
    private static final Duration SHARED_SOON = Duration.ofSeconds(3);
    /** Blocks are few, and this hub reads the files as well. */
    private static final Duration OWN_SOON = Duration.ofMinutes(1);

    private final Redaction redaction;
    private final Spool spool;
    private final TrailDatabase database;
    private final SpoolDrain drain;
    private final TrailReader reader;
    private final EventQueue queue;
    private final Drops drops;

    private StoredTrail(Redaction redaction, Spool spool, TrailDatabase database, Duration soon) {
        this.redaction = redaction;
        this.spool = spool;
        this.queue = new EventQueue(spool);
        this.drops = new Drops(queue::dropped);
        this.database = database;
        this.drain = new SpoolDrain(spool, database, soon);
        this.reader = new ChainSearch(() -> {
            queue.flush();
            return new TrailBlocks(spool, database.parts());
        });
    }

    /**
     * Opens the trail: it keeps what comes from now on, in files until it is started.
     *
     * @param shared the PostgreSQL that several hubs share; empty: a file of its own
     * @param redaction what of it is not kept
     * @param diskIsFull whether the disk has no room for it
     * @throws IOException if its folder cannot be used
     */
    public static StoredTrail open(
            TrailSettings settings,
            Optional<DataSource> shared,
            Redaction redaction,
            BooleanSupplier diskIsFull,
            Clock clock)
            throws IOException {
        Spool spool = Spool.open(settings.folder(), settings.spoolBytes(), diskIsFull, clock);
        TrailDatabase database = shared.map(source -> TrailDatabase.shared(source, settings, clock))
                .orElseGet(() -> new TrailFile(settings, clock));
        return new StoredTrail(redaction, spool, database, shared.isPresent() ? SHARED_SOON : OWN_SOON);
    }

    /**
     * Moves from now on what is recorded into the database.
     *
     * @param threads two: while one waits for the database, the other one writes what comes
     */
    public void start(ScheduledExecutorService threads) {
        queue.start(threads);
        threads.scheduleWithFixedDelay(
                () -> {
                    queue.flush();
                    drain.run();
                    drops.say(spool.problem());
                },
                0,
                LOOK_EVERY.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Moves all that was recorded into the database now, if that is there. */
    void drain() {
        queue.flush();
        spool.seal();
        drain.run();
    }

    @Override
    public boolean isOn() {
        return true;
    }

    @Override
    public int maxPayloadBytes() {
        return redaction.maxPayloadBytes();
    }

    @Override
    public void record(TrailEvent event) {
        try {
            queue.add(redaction.of(event));
        } catch (RuntimeException | Error e) {
            queue.drop();
            LOG.debug("The trail goes on without {}", event.exchangeId(), e);
        }
    }

    @Override
    public void write() {
        queue.write();
    }

    @Override
    public void writeAndWait() {
        queue.writeAndWait();
    }

    /**
     * Copies what is kept in files: those first whose events are on their way into the database, so that none is missed.
     *
     * @param target a folder that is not there yet
     */
    public void copyTo(Path target) throws IOException {
        queue.flush();
        PrivateFiles.createFolder(target);
        spool.copyTo(target);
        database.copyTo(target);
    }

    public TrailReader reader() {
        return reader;
    }

    public TrailStatus status() {
        return new TrailStatus(
                queue.recorded(),
                queue.dropped(),
                spool.waiting(),
                drain.stored(),
                Stream.of(spool.problem(), drain.problem())
                        .flatMap(Optional::stream)
                        .findFirst());
    }

    /** Moves what it has into the database if that is there, and takes no more. Safe twice. */
    @Override
    public void close() {
        drain();
        spool.close();
        drain.run();
        database.close();
    }
}
