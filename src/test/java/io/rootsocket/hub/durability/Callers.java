package io.rootsocket.hub.durability;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;

/**
 * Call the webhook with numbered messages, one caller for each channel and each the next number only once it knows of the
 * last. A call without a good answer is not made again: its message may have been accepted, and counts for nothing.
 */
final class Callers implements AutoCloseable {

    private static final Duration AFTER_A_REFUSAL = Duration.ofMillis(10);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, List<Integer>> accepted = new ConcurrentSkipListMap<>();
    private final AtomicInteger acceptedInAll = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final List<Future<?>> calls = new ArrayList<>();
    private final String channels;
    private final int digits;
    private volatile CountDownLatch pause = new CountDownLatch(0);
    private volatile boolean enough;
    /** Between two calls of one caller, however long they take. */
    private Duration pace = Duration.ZERO;

    Callers() {
        this("channel");
    }

    /** @param digits how long their messages are, with zeros before the number */
    Callers(int digits) {
        this("channel", digits);
    }

    /** @param channels what the names of their channels begin with */
    Callers(String channels) {
        this(channels, 1);
    }

    private Callers(String channels, int digits) {
        this.channels = channels;
        this.digits = digits;
    }

    /**
     * Lets each begin a call so long after it began the one before; who is late does not wait.
     *
     * @param between before {@link #call}
     */
    Callers pacedBy(Duration between) {
        pace = between;
        return this;
    }

    /**
     * Starts to call.
     *
     * @param count how many callers
     * @param wanted how many messages are to be accepted in all
     * @param port the webhook door to call next
     */
    Callers call(int count, int wanted, IntSupplier port) {
        for (int i = 0; i < count; i++) {
            String channel = channels + i;
            accepted.put(channel, new ArrayList<>());
            calls.add(threads.submit(() -> {
                long began = System.nanoTime();
                for (int number = 0; !enough && acceptedInAll.get() < wanted; number++) {
                    pause.await();
                    LockSupport.parkNanos(began + number * pace.toNanos() - System.nanoTime());
                    if (isAccepted(port.getAsInt(), channel, number)) {
                        accepted.get(channel).add(number);
                        acceptedInAll.incrementAndGet();
                    } else {
                        unanswered.incrementAndGet();
                        // Who calls on without a pause keeps the processor from the hub that starts again.
                        LockSupport.parkNanos(AFTER_A_REFUSAL.toNanos());
                    }
                }
                return channel;
            }));
        }
        return this;
    }

    private boolean isAccepted(int port, String channel, int number) throws InterruptedException {
        var uri = URI.create("http://127.0.0.1:%d/in/%s".formatted(port, channel));
        var request = HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(20))
                .POST(BodyPublishers.ofString(("%0" + digits + "d").formatted(number)))
                .build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 202;
        } catch (IOException hubIsGone) {
            return false;
        }
    }

    /** Nobody calls until {@link #resume}; calls that are on go on. */
    void pause() {
        pause = new CountDownLatch(1);
    }

    void resume() {
        pause.countDown();
    }

    /** Nobody calls any more, however many were wanted. */
    void enough() {
        enough = true;
    }

    int acceptedSoFar() {
        return acceptedInAll.get();
    }

    /** How many calls had no good answer. */
    int unanswered() {
        return unanswered.get();
    }

    /** Waits for all calls, and returns the numbers that were accepted for each channel, in order. */
    Map<String, List<Integer>> finish() throws Exception {
        for (Future<?> call : calls) {
            call.get(90, TimeUnit.SECONDS);
        }
        return accepted;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
