package io.rootsocket.hub.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * What a command runs until its process is told to stop by Ctrl-C or SIGTERM, or until it fails. Then everything is
 * closed, the last opened first. For one thread; the stop has its own.
 */
final class UntilStopped implements AutoCloseable {

    /** A stop waits so long for what is just being opened, because only what is open can be closed. */
    private static final Duration OPENING = Duration.ofSeconds(60);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final ReentrantLock opening = new ReentrantLock();
    private final Thread hook = new Thread(this::stop, "stop");
    private volatile boolean stopping;

    private final PrintWriter out;

    private UntilStopped(PrintWriter out) {
        this.out = out;
    }

    /** From now on a stop says so and closes what {@link #open} opened, also while it is still being opened. */
    static UntilStopped begin(PrintWriter out) {
        var running = new UntilStopped(out);
        Runtime.getRuntime().addShutdownHook(running.hook);
        return running;
    }

    /** Opens one thing more. Never returns once the process stops. */
    <T extends AutoCloseable> T open(Supplier<T> opener) throws InterruptedException {
        opening.lock();
        try {
            if (!stopping) {
                T opened = opener.get();
                open.push(opened);
                return opened;
            }
        } catch (RuntimeException e) {
            // What cannot start because the process stops has closed itself, and that is no failure to tell of.
            if (!stopping) {
                throw e;
            }
        } finally {
            opening.unlock();
        }
        return await();
    }

    /** Never returns: the process ends once all is closed. */
    <T> T await() throws InterruptedException {
        new CountDownLatch(1).await();
        throw new AssertionError("nobody counts down");
    }

    private void stop() {
        stopping = true;
        say("Stopping: what is under way is finished first.");
        boolean locked = false;
        try {
            locked = opening.tryLock(OPENING.toSeconds(), TimeUnit.SECONDS);
            closeAll();
            say("Stopped.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (locked) {
                opening.unlock();
            }
        }
    }

    private void say(String sentence) {
        out.println(sentence);
        out.flush();
    }

    private void closeAll() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception | Error e) {
                // What was opened before it is to be closed all the same.
                System.err.println("Not stopped cleanly: " + e);
            }
        }
    }

    /** Closes all, after a failure. */
    @Override
    public void close() {
        if (!stopping) {
            closeAll();
            unhook();
        }
    }

    private void unhook() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException stopsAlready) {
            // Then the hook finds nothing to close.
        }
    }
}
