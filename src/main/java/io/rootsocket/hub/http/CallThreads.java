package io.rootsocket.hub.http;

import io.vertx.core.spi.ExecutorServiceFactory;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/**
 * A thread for each call that takes its time, so that no call waits for a thread that another one holds: virtual ones where
 * Java has them, else those of a {@link CallExecutor}. How many there may be is for {@code WebhookCalls} to say.
 */
final class CallThreads implements ExecutorServiceFactory {

    private static final int FIRST_JAVA_WITH_VIRTUAL_THREADS = 21;
    private static final String CARRIERS = "jdk.virtualThreadScheduler.parallelism";
    private static final String MANY = "256";

    static {
        // A virtual thread that computes, or that waits with a lock, keeps its carrier: one for each core would be too
        // few for routes that do. Java makes them as they are needed.
        if (System.getProperty(CARRIERS) == null) {
            System.setProperty(CARRIERS, MANY);
        }
    }

    @Override
    public ExecutorService createExecutor(ThreadFactory threads, Integer concurrency, Integer maxConcurrency) {
        return Runtime.version().feature() >= FIRST_JAVA_WITH_VIRTUAL_THREADS ? virtual() : growing(threads);
    }

    private static ExecutorService growing(ThreadFactory threads) {
        return new CallExecutor(threads, Math.max(16, Runtime.getRuntime().availableProcessors() * 8));
    }

    /** The hub is compiled for a Java that does not know the method. */
    private static ExecutorService virtual() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("Every Java from 21 on has virtual threads", e);
        }
    }
}
