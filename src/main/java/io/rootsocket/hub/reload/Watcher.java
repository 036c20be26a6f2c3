package io.rootsocket.hub.reload;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the folder whenever it may have changed, on a thread of its own. No failure ends it but {@link #close}. */
final class Watcher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Watcher.class);

    private final CamelContext camel;
    private final FolderWatch watch;
    private final Look look;
    private final ExecutorService thread;
    /** What keeps it from looking and was said; it is said again only after a look. */
    private @Nullable Class<?> told;

    private volatile boolean closed;

    Watcher(Path folder, Supplier<List<Path>> folders, CamelContext camel, Look look) {
        this.camel = camel;
        this.watch = new FolderWatch(folder, folders);
        this.look = look;
        this.thread = camel.getExecutorServiceManager().newSingleThreadExecutor(this, "routes");
    }

    /** What is done when something may have changed. */
    @FunctionalInterface
    interface Look {
        /** @return whether anything has changed */
        boolean look() throws IOException, InterruptedException;
    }

    void start() {
        thread.execute(this::run);
    }

    private void run() {
        while (!closed) {
            try {
                watch.await();
                if (!closed) {
                    if (look.look()) {
                        watch.changed();
                    }
                    told = null;
                }
            } catch (InterruptedException e) {
                return;
            } catch (Exception | LinkageError | StackOverflowError | OutOfMemoryError e) {
                sayOnce(e);
            }
        }
    }

    /** It looks each second. */
    private void sayOnce(Throwable trouble) {
        if (trouble.getClass().equals(told)) {
            return;
        }
        told = trouble.getClass();
        if (trouble instanceof NoSuchFileException) {
            // A mount that is gone, or a folder that is being replaced, is no wish to stop every route.
            LOG.warn("The folder of routes is gone. What runs, runs on; changes are taken once it is back.");
        } else {
            LOG.error(
                    "The folder of routes could not be looked at. What runs, runs on; changes are taken once it can.",
                    trouble);
        }
    }

    @Override
    public void close() {
        closed = true;
        watch.close();
        camel.getExecutorServiceManager().shutdownNow(thread);
    }
}
