package io.rootsocket.hub.reload;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits until something may have changed in a folder: at once where the file system tells, else within {@link #POLL},
 * or three of them after a minute of nothing. What has really changed only the content says. For one thread; {@link
 * #close} by any.
 */
final class FolderWatch implements AutoCloseable {

    /** A bind mount or a network share may deliver no events. */
    static final Duration POLL = Duration.ofSeconds(1);

    /** Nobody has edited anything for a while: the first edit may be found a moment later. */
    private static final Duration RARE_POLL = Duration.ofSeconds(3);

    private static final int LOOKS_UNTIL_RARE = 60;

    /** An editor, or a checkout, makes several changes at once; and a writer may be slow. */
    static final Duration QUIET = Duration.ofMillis(100);

    /** After which an edit is taken that can be seen to be whole. */
    static final Duration GLANCE = Duration.ofMillis(50);

    private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);

    private final Path folder;
    private final Supplier<List<Path>> folders;
    private final Optional<WatchService> events;
    private final Map<Path, Watched> watched = new HashMap<>();

    /** In a row that found nothing. */
    private int idleLooks;

    private record Watched(WatchKey key, Path real) {}

    /** @param folders it and those within it that are read, as they are now */
    FolderWatch(Path folder, Supplier<List<Path>> folders) {
        this.folder = folder;
        this.folders = folders;
        this.events = open();
    }

    private static Optional<WatchService> open() {
        try {
            return Optional.of(FileSystems.getDefault().newWatchService());
        } catch (IOException e) {
            LOG.warn("The system tells no changes of files ({}): the hub looks every {} s.", e, POLL.toSeconds());
            return Optional.empty();
        }
    }

    /** Returns when it is time to look, once it has been quiet for a moment. */
    void await() throws InterruptedException {
        register();
        idleLooks++;
        if (event(idleLooks <= LOOKS_UNTIL_RARE ? POLL : RARE_POLL)) {
            idleLooks = 0;
            while (event(GLANCE)) {
                LOG.trace("More is changing");
            }
        }
    }

    /** There was something: somebody edits, where the file system may not tell. */
    void changed() {
        idleLooks = 0;
    }

    /** Also after a folder was made again, or a link was set to another. */
    private void register() {
        if (events.isEmpty()) {
            return;
        }
        var now = new LinkedHashSet<>(folders.get());
        now.add(folder);
        watched.entrySet().removeIf(entry -> {
            boolean gone = !now.contains(entry.getKey());
            if (gone) {
                entry.getValue().key().cancel();
            }
            return gone;
        });
        for (Path one : now) {
            try {
                Path real = one.toRealPath();
                Watched before = watched.get(one);
                if (before == null
                        || !before.real().equals(real)
                        || !before.key().isValid()) {
                    if (before != null) {
                        before.key().cancel();
                    }
                    WatchKey key = real.register(
                            events.get(),
                            StandardWatchEventKinds.ENTRY_CREATE,
                            StandardWatchEventKinds.ENTRY_MODIFY,
                            StandardWatchEventKinds.ENTRY_DELETE);
                    watched.put(one, new Watched(key, real));
                }
            } catch (IOException e) {
                watched.remove(one);
                LOG.trace("{} is not there to be watched: {}", one, e.toString());
            }
        }
    }

    private boolean event(Duration within) throws InterruptedException {
        if (events.isEmpty()) {
            Thread.sleep(within.toMillis());
            return false;
        }
        try {
            WatchKey key = events.get().poll(within.toMillis(), TimeUnit.MILLISECONDS);
            if (key == null) {
                return false;
            }
            key.pollEvents();
            key.reset();
            return true;
        } catch (ClosedWatchServiceException e) {
            throw new InterruptedException("The watch is closed");
        }
    }

    @Override
    public void close() {
        events.ifPresent(service -> {
            try {
                service.close();
            } catch (IOException e) {
                LOG.debug("The watch did not close", e);
            }
        });
    }
}
