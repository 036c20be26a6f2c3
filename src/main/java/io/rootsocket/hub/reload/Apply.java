package io.rootsocket.hub.reload;

import io.rootsocket.hub.failure.ChangingRoutes;
import io.rootsocket.hub.reload.RunningRoutes.Entry;
import io.rootsocket.hub.routes.PieceLoader;
import io.rootsocket.hub.routes.PieceLoader.Loaded;
import io.rootsocket.hub.routes.PieceLoader.PieceException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the changes of a plan in the running context, one by one, and takes all of them back if one fails. For one thread.
 */
final class Apply {

    private static final Logger LOG = LoggerFactory.getLogger(Apply.class);

    private final CamelContext camel;
    private final PieceLoader loader;
    private final RunningRoutes running;
    private final Drains drains;
    private final HeldRoutes held;
    private final Clock clock;

    Apply(CamelContext camel, PieceLoader loader, RunningRoutes running, Drains drains, HeldRoutes held, Clock clock) {
        this.camel = camel;
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
        ChangingRoutes.Change change = ChangingRoutes.begin(camel);
        try {
            makeAll(changes, generation, settings);
        } finally {
            change.close();
        }
    }

    private void makeAll(List<Change> changes, int generation, Runnable settings)
            throws PieceException, BusyException, InterruptedException {
        var done = new ArrayDeque<Done>();
        List<FileSwap> files = FileSwap.of(
                changes.stream().filter(change -> !change.kind().isShared()).toList(),
                change -> change.before().flatMap(running::get),
                drains::isCalled);
        var takenBack = new ArrayList<Drain>();
        try {
            for (Change change : changes) {
                if (change.kind().isShared()) {
                    remove(change, done);
                    add(change, generation, done);
                }
            }
            swapRoutes(files, generation, done);
        } catch (PieceException | BusyException | InterruptedException | RuntimeException e) {
            files.forEach(file -> held.refuse(file.name()));
            settings.run();
            takeBack(done, takenBack);
            throw e;
        } finally {
            // Of what does not run yet, or no more, a webhook is held back until all is made or taken back.
            files.forEach(FileSwap::close);
            takenBack.forEach(Drain::close);
        }
    }

    private void swapRoutes(List<FileSwap> files, int generation, Deque<Done> done)
            throws PieceException, BusyException, InterruptedException {
        do {
            try (Drains.Round round = drains.round()) {
                files.forEach(file -> file.next().forEach(round::add));
                while (round.hasNext()) {
                    Drains.Drained next = round.next();
                    FileSwap file = next.batch().file();
                    file.atRest(next.drain());
                    swap(next.batch(), generation, done);
                    file.next().forEach(round::add);
                }
            }
            for (FileSwap file : files) {
                for (Change change : file.takeLate()) {
                    addHeld(file, change, generation, done);
                    made(file);
                }
            }
        } while (files.stream().anyMatch(FileSwap::hasNext));
    }

    private void swap(Batch batch, int generation, Deque<Done> done) {
        for (Change change : batch.changes()) {
            remove(change, done);
            tryAdd(batch, change, generation, done);
        }
        if (!batch.held()) {
            // At once: what is called and comes to rest now may wait for it.
            batch.file().takeBlocked().forEach(change -> tryAdd(batch, change, generation, done));
        }
    }

    private void tryAdd(Batch batch, Change change, int generation, Deque<Done> done) {
        try {
            if (batch.held()) {
                addHeld(batch.file(), change, generation, done);
            } else {
                add(change, generation, done);
            }
            made(batch.file());
        } catch (PieceException e) {
            LOG.debug("{} is tried again later", change.ids(), e);
            if (drains.isBlocked(e.parsed())) {
                batch.file().blocked(change);
            } else {
                // What another change still holds, such as a trigger's name, is free once all have been swapped.
                batch.file().failed(change);
            }
        }
    }

    /** What enters it waits until all of the file runs. */
    private void addHeld(FileSwap file, Change change, int generation, Deque<Done> done) throws PieceException {
        held.loading(file.name());
        try {
            add(change, generation, done);
        } finally {
            held.loaded();
        }
    }

    private void made(FileSwap file) {
        if (file.made()) {
            held.letIn(file.name());
            file.close();
        }
    }

    private void remove(Change change, Deque<Done> done) {
        change.before().flatMap(running::remove).ifPresent(entry -> {
            unload(entry.loaded());
            done.push(new Done(Optional.of(entry), Optional.empty()));
        });
    }

    private void add(Change change, int generation, Deque<Done> done) throws PieceException {
        if (change.after().isPresent()) {
            var entry = new Entry(loader.load(change.after().get()), generation, clock.instant());
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
    private void takeBack(Deque<Done> done, List<Drain> takenBack) {
        for (Done step : done) {
            step.after().ifPresent(entry -> {
                running.remove(entry.piece());
                takenBack.add(drains.atRest(entry));
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
}
