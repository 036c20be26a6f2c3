package io.rootsocket.hub.engine.reload;

import io.rootsocket.hub.engine.reload.PieceLoader.Loaded;
import io.rootsocket.hub.engine.reload.PieceLoader.PieceException;
import io.rootsocket.hub.engine.reload.Running.Entry;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the changes of a plan in the running context, one by one, and takes all of them back if one fails. For one thread.
 */
final class Apply {

    private static final Logger LOG = LoggerFactory.getLogger(Apply.class);

    private final PieceLoader loader;
    private final Running running;
    private final Drains drains;
    private final HeldRoutes held;
    private final Clock clock;

    Apply(PieceLoader loader, Running running, Drains drains, HeldRoutes held, Clock clock) {
        this.loader = loader;
        this.running = running;
        this.drains = drains;
        this.held = held;
        this.clock = clock;
    }

    /** A change that was made: what is to be taken back, and what is to come again. */
    private record Done(Optional<Entry> before, Optional<Entry> after) {}

    /**
     * Makes all changes, or none.
     *
     * @param generation the number of what comes
     * @param settings brings the settings back, before what went comes back
     * @throws PieceException if a piece could not be loaded; what ran before runs again
     * @throws BusyException if a route did not come to rest; what ran before runs on
     */
    void all(List<Change> changes, int generation, Runnable settings)
            throws PieceException, BusyException, InterruptedException {
        var done = new ArrayDeque<Done>();
        var newFiles = new NewFiles(changes);
        // Of what does not run yet, or no more, a webhook is held back until all is made or taken back.
        var drained = new ArrayList<Drain>();
        try {
            for (Change change : changes) {
                if (change.kind().isShared()) {
                    swap(change, generation, done, newFiles);
                }
            }
            swapRoutes(
                    changes.stream().filter(change -> !change.kind().isShared()).toList(),
                    generation,
                    done,
                    newFiles,
                    drained);
        } catch (PieceException | BusyException | InterruptedException | RuntimeException e) {
            newFiles.refuse();
            settings.run();
            takeBack(done, drained);
            throw e;
        } finally {
            drained.forEach(Drain::close);
        }
    }

    private void swapRoutes(
            List<Change> changes, int generation, Deque<Done> done, NewFiles newFiles, List<Drain> drained)
            throws PieceException, BusyException, InterruptedException {
        var late = new ArrayList<Change>();
        try (Drains.Round round = drains.round(changes, running)) {
            while (round.hasNext()) {
                Drains.Drained next = round.next();
                drained.add(next.drain());
                remove(next.change(), done);
                // What another change still holds, such as a trigger's name, is free once all have been swapped.
                if (tryAdd(next.change(), generation, done, newFiles)) {
                    next.drain().close();
                } else {
                    late.add(next.change());
                }
            }
        }
        for (Change change : late) {
            add(change, generation, done, newFiles);
        }
    }

    private boolean tryAdd(Change change, int generation, Deque<Done> done, NewFiles newFiles) {
        try {
            add(change, generation, done, newFiles);
            return true;
        } catch (PieceException e) {
            LOG.debug("{} is tried again at the end", change.ids(), e);
            return false;
        }
    }

    private void swap(Change change, int generation, Deque<Done> done, NewFiles newFiles) throws PieceException {
        remove(change, done);
        add(change, generation, done, newFiles);
    }

    private void remove(Change change, Deque<Done> done) {
        change.before().flatMap(running::remove).ifPresent(entry -> {
            unload(entry.loaded());
            done.push(new Done(Optional.of(entry), Optional.empty()));
        });
    }

    private void add(Change change, int generation, Deque<Done> done, NewFiles newFiles) throws PieceException {
        if (change.after().isPresent()) {
            var entry = new Entry(newFiles.load(change.after().get()), generation, clock.instant());
            running.put(entry);
            done.push(new Done(Optional.empty(), Optional.of(entry)));
        }
    }

    private void unload(Loaded loaded) {
        var failures = new ArrayList<Exception>();
        loader.unload(loaded, failures);
        failures.forEach(failure ->
                LOG.warn("{} could not be taken out whole", loaded.piece().ids(), failure));
    }

    /** First goes what came, given the time to finish what it has begun; then comes what went, in the order of loading. */
    private void takeBack(Deque<Done> done, List<Drain> drained) {
        for (Done step : done) {
            step.after().ifPresent(entry -> {
                running.remove(entry.piece());
                drained.add(drains.atRest(entry));
                unload(entry.loaded());
            });
        }
        done.descendingIterator().forEachRemaining(step -> step.before().ifPresent(this::bringBack));
    }

    private void bringBack(Entry entry) {
        try {
            Loaded again = loader.load(entry.piece());
            running.put(new Entry(again, entry.generation(), entry.since()));
        } catch (PieceException e) {
            LOG.error(
                    "{} runs no more: it could not be brought back. Restart the hub.",
                    entry.piece().ids(),
                    e);
        }
    }

    /** The files of which nothing runs yet. What enters their routes waits until all of the file runs. */
    private final class NewFiles {

        /** How many pieces of each are still to come. */
        private final Map<String, Integer> missing = new HashMap<>();

        private NewFiles(List<Change> changes) {
            changes.forEach(change -> change.after().ifPresent(piece -> missing.merge(piece.file(), 1, Integer::sum)));
            running.pieces().forEach(piece -> missing.remove(piece.file()));
        }

        private Loaded load(Piece piece) throws PieceException {
            if (!missing.containsKey(piece.file())) {
                return loader.load(piece);
            }
            held.loading(piece.file());
            Loaded loaded;
            try {
                loaded = loader.load(piece);
            } finally {
                held.loaded();
            }
            if (missing.merge(piece.file(), -1, Integer::sum) == 0) {
                held.letIn(piece.file());
            }
            return loaded;
        }

        private void refuse() {
            missing.keySet().forEach(held::refuse);
        }
    }
}
