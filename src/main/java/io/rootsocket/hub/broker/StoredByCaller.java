package io.rootsocket.hub.broker;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.core.io.IOCallback;
import org.jspecify.annotations.Nullable;

/**
 * Has the thread that waits until something is on disk do itself what the broker does once it is: no other need be woken
 * between the disk and it. For one message.
 */
final class StoredByCaller implements Executor, IOCallback {

    private final Executor otherwise;
    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private boolean left;
    /** The caller's own. */
    private boolean done;

    private boolean interrupted;
    private @Nullable String failure;

    /** @param otherwise does it if the caller waits no more */
    StoredByCaller(Executor otherwise) {
        this.otherwise = otherwise;
    }

    @Override
    public void execute(Runnable task) {
        synchronized (this) {
            if (!left) {
                tasks.add(task);
                return;
            }
        }
        otherwise.execute(task);
    }

    @Override
    public void done() {
        done = true;
    }

    /** May come from another thread than the caller's. */
    @Override
    public void onError(int code, String message) {
        execute(() -> failure = message);
    }

    /**
     * Waits a while for the disk, also if it is interrupted: what is on its way there comes there.
     *
     * @return whether it is known what became of it
     * @throws IOException if it is not on disk
     */
    boolean await(long nanos) throws IOException {
        long end = System.nanoTime() + nanos;
        while (!done && failure == null) {
            Runnable task = next(end - System.nanoTime());
            if (task == null) {
                return false;
            }
            task.run();
        }
        if (failure != null) {
            throw new IOException(failure);
        }
        return true;
    }

    private @Nullable Runnable next(long nanos) {
        try {
            return tasks.poll(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
            return null;
        }
    }

    /** Whether the caller was interrupted while it waited. */
    boolean isInterrupted() {
        return interrupted;
    }

    /** The caller waits no more. */
    void leave() {
        synchronized (this) {
            left = true;
        }
        tasks.forEach(otherwise::execute);
    }
}
