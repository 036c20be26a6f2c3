package io.rootsocket.hub.schedule.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.TransactionException;

/**
 * Writes to the ledger how routes and messages ended, many at once, and keeps that while the database is away. Safe to share
 * between threads. What is not written when the node dies is run again. What the database refuses for good is an error in
 * the log, and holds up nothing else.
 */
public final class LedgerWriter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerWriter.class);
    private static final int MAX_AT_ONCE = 500;
    private static final long PAUSE_MILLIS = 200;
    private static final long TIMEOUT_MILLIS = 1_000;

    private sealed interface Entry {

        /** What the ledger is to hold; for the log. */
        Object subject();

        /** Run once it is written, or never will be. */
        Runnable written();
    }

    private record CompletionEntry(Completion subject, Runnable written) implements Entry {}

    private record SettlementEntry(Settlement subject, Runnable written) implements Entry {}

    /** Nothing to write: wakes the thread. */
    private record Wake() implements Entry {

        @Override
        public Object subject() {
            return "nothing";
        }

        @Override
        public Runnable written() {
            return () -> {};
        }
    }

    private final LedgerEndings ledger;
    private final ExecutorService thread;
    private final BlockingQueue<Entry> waiting = new LinkedBlockingQueue<>();
    private volatile boolean closing;
    private volatile boolean away;

    public LedgerWriter(LedgerEndings ledger, ExecutorService thread) {
        this.ledger = ledger;
        this.thread = thread;
        thread.execute(this::loop);
    }

    /** Writes it soon; {@code written} is called then. */
    public void write(Completion completion, Runnable written) {
        waiting.add(new CompletionEntry(completion, written));
    }

    /**
     * Writes it soon.
     *
     * @return done once it is written, so that a crash right after does not leave it unknown; or if it is not known when
     *     that will be, as the database is away
     */
    public CompletionStage<Void> write(Settlement settlement) {
        var done = new CompletableFuture<Void>();
        waiting.add(new SettlementEntry(settlement, () -> done.complete(null)));
        if (away) {
            done.complete(null);
        }
        return done.completeOnTimeout(null, TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void loop() {
        var batch = new ArrayList<Entry>();
        try {
            while (!closing || !waiting.isEmpty() || !batch.isEmpty()) {
                if (batch.isEmpty()) {
                    Entry first = waiting.take();
                    if (first instanceof Wake) {
                        continue;
                    }
                    batch.add(first);
                    waiting.drainTo(batch, MAX_AT_ONCE - 1);
                }
                if (isWritten(batch)) {
                    batch.clear();
                } else if (closing) {
                    return;
                } else {
                    Thread.sleep(PAUSE_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return whether nothing of it is left to write; if the database is away, what was written is gone from it */
    private boolean isWritten(List<Entry> batch) {
        try {
            ledger.write(subjects(batch, Completion.class), subjects(batch, Settlement.class));
        } catch (DataIntegrityViolationException e) {
            return isWrittenOneByOne(batch, e);
        } catch (DataAccessException | TransactionException e) {
            away = true;
            LOG.debug("The ledger cannot be written now", e);
            return false;
        } catch (RuntimeException e) {
            return isWrittenOneByOne(batch, e);
        }
        away = false;
        // Not above: if this fails, what is written must not be written again, as it would count twice.
        batch.forEach(entry -> entry.written().run());
        return true;
    }

    /** What the database will never take is left out of the ledger, so that the rest gets there. */
    private boolean isWrittenOneByOne(List<Entry> batch, RuntimeException failure) {
        if (batch.size() == 1) {
            Entry entry = batch.get(0);
            LOG.error("The ledger cannot hold this, and goes on without it: {}", entry.subject(), failure);
            entry.written().run();
            return true;
        }
        while (!batch.isEmpty()) {
            if (!isWritten(batch.subList(0, 1))) {
                return false;
            }
            batch.remove(0);
        }
        return true;
    }

    private static <T> List<T> subjects(List<Entry> batch, Class<T> type) {
        return batch.stream()
                .map(Entry::subject)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** Writes what it has, if the database is there, and ends. Safe twice. */
    @Override
    public void close() {
        closing = true;
        waiting.add(new Wake());
        thread.shutdown();
        try {
            if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
