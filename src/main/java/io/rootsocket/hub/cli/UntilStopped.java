package io.rootsocket.hub.cli;

import java.util.concurrent.CountDownLatch;

/** Waits until the process is told to stop, and closes what it ran, in order. */
final class UntilStopped {

    private UntilStopped() {}

    /** Never returns before Ctrl-C or SIGTERM; the process ends once all are closed. */
    static void await(AutoCloseable... running) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(running), "stop"));
        new CountDownLatch(1).await();
    }

    private static void close(AutoCloseable... running) {
        for (AutoCloseable one : running) {
            try {
                one.close();
            } catch (Exception e) {
                System.err.println("Not stopped cleanly: " + e.getMessage());
            }
        }
    }
}
