package io.rootsocket.hub.bench;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/** When each message of a round was sent and when it arrived. Safe to share between threads. */
final class Arrivals {

    private volatile AtomicLongArray sent = new AtomicLongArray(0);
    private volatile AtomicLongArray arrived = new AtomicLongArray(0);
    private volatile CountDownLatch missing = new CountDownLatch(0);

    /** Forgets all, and expects the messages 0 to {@code messages} - 1. */
    void expect(int messages) {
        sent = new AtomicLongArray(messages);
        arrived = new AtomicLongArray(messages);
        missing = new CountDownLatch(messages);
    }

    void sending(int message) {
        sent.set(message, System.nanoTime());
    }

    /** Notes an arrival; a repeat counts for nothing. */
    void arrived(int message) {
        if (arrived.compareAndSet(message, 0, System.nanoTime())) {
            missing.countDown();
        }
    }

    /** @throws IllegalStateException if not all arrive within a minute */
    void awaitAll() throws InterruptedException {
        if (!missing.await(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("%d messages did not arrive".formatted(missing.getCount()));
        }
    }

    /** The nanoseconds from sending to arrival, the shortest first. */
    long[] latencies() {
        long[] latencies = new long[sent.length()];
        for (int i = 0; i < latencies.length; i++) {
            latencies[i] = arrived.get(i) - sent.get(i);
        }
        java.util.Arrays.sort(latencies);
        return latencies;
    }
}
