package io.rootsocket.hub.broker;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that keep no process alive. Safe to share between threads. */
public final class DaemonThreads {

    private DaemonThreads() {}

    /** Makes threads with a name and a number. */
    public static ThreadFactory named(String name) {
        var number = new AtomicInteger();
        return task -> {
            var thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
