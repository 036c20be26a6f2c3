package io.rootsocket.hub.reload;

import io.rootsocket.hub.reload.RunningRoutes.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * How far the swap of one file's routes is. Its sources are swapped first, together, and what they bring is held until all
 * of the file runs. What only other routes call is swapped last, one by one, and not held: a caller that waits for its
 * answer could not come to rest. For one thread.
 */
final class FileSwap implements AutoCloseable {

    private final String name;
    private final List<Batch> sources = new ArrayList<>();
    private final List<Batch> called = new ArrayList<>();
    private final List<Change> late = new ArrayList<>();
    private final List<Change> blocked = new ArrayList<>();
    private final List<Drain> drains = new ArrayList<>();
    private int missing;

    private FileSwap(
            String name, List<Change> changes, Function<Change, Optional<Entry>> running, Predicate<Entry> isCalled) {
        this.name = name;
        this.missing = changes.size();
        var together = new ArrayList<Change>();
        var before = new ArrayList<Entry>();
        for (Change change : changes) {
            Optional<Entry> entry = running.apply(change);
            if (entry.filter(isCalled).isPresent()) {
                called.add(new Batch(this, List.of(change), List.of(entry.get()), false));
            } else {
                together.add(change);
                entry.ifPresent(before::add);
            }
        }
        if (!together.isEmpty()) {
            sources.add(new Batch(this, together, before, true));
        }
    }

    /**
     * @param running what runs of a change
     * @param isCalled whether only other routes call it
     */
    static List<FileSwap> of(
            List<Change> changes, Function<Change, Optional<Entry>> running, Predicate<Entry> isCalled) {
        Map<String, List<Change>> files = new LinkedHashMap<>();
        changes.forEach(change ->
                files.computeIfAbsent(change.file(), file -> new ArrayList<>()).add(change));
        return files.entrySet().stream()
                .map(file -> new FileSwap(file.getKey(), file.getValue(), running, isCalled))
                .toList();
    }

    String name() {
        return name;
    }

    boolean hasNext() {
        return !sources.isEmpty() || !called.isEmpty();
    }

    /** What may be brought to rest now, each batch once: nothing more before the sources are made. */
    List<Batch> next() {
        if (!late.isEmpty() || (sources.isEmpty() && missing > called.size() + blocked.size())) {
            return List.of();
        }
        List<Batch> next = sources.isEmpty() ? called : sources;
        List<Batch> taken = List.copyOf(next);
        next.clear();
        return taken;
    }

    /** Its webhooks are held back until the file is swapped, or this is closed. */
    void atRest(Drain drain) {
        drains.add(drain);
    }

    /** @return whether all of the file is swapped */
    boolean made() {
        return --missing == 0;
    }

    /** The change could not be made, and is tried again once all others are made. */
    void failed(Change change) {
        late.add(change);
    }

    /** What is to be tried again. */
    List<Change> takeLate() {
        var again = new ArrayList<>(late);
        late.clear();
        if (!hasNext()) {
            again.addAll(takeBlocked());
        }
        return again;
    }

    /** The change could not be made as long as a called route has its endpoint, and is tried again once one is swapped. */
    void blocked(Change change) {
        blocked.add(change);
    }

    /** What may be free now that a called route is swapped. */
    List<Change> takeBlocked() {
        List<Change> again = List.copyOf(blocked);
        blocked.clear();
        return again;
    }

    /** Lets its callers in. */
    @Override
    public void close() {
        drains.forEach(Drain::close);
        drains.clear();
    }
}
