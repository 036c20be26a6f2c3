package io.rootsocket.hub.outbox;

import jakarta.jms.JMSException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A message that is done with. It leaves its queue once all who must know what became of it have noted that; until then its
 * consumer holds it, and a crash brings it again. One thread's at a time.
 */
final class Departure {

    private final LaneConsumer consumer;
    private final CompletableFuture<Void> noted;
    private final Leave leave;

    Departure(LaneConsumer consumer, CompletionStage<Void> noted, Leave leave) {
        this.consumer = consumer;
        this.noted = noted.toCompletableFuture();
        this.leave = leave;
    }

    /** Acknowledges the message, and counts it. */
    @FunctionalInterface
    interface Leave {
        void run() throws JMSException;
    }

    LaneConsumer consumer() {
        return consumer;
    }

    boolean isNoted() {
        return noted.isDone();
    }

    /** Runs something once it is noted, or at once if it is; who could not note it holds up nothing. */
    void whenNoted(Runnable task) {
        noted.whenComplete((done, failure) -> task.run());
    }

    /** It is noted, and gone. */
    void leave() throws JMSException {
        leave.run();
    }

    /** Waits until it is noted, and lets it go. */
    void await() throws JMSException {
        noted.handle((done, failure) -> done).join();
        leave();
    }

    /**
     * Ends it with its consumer.
     *
     * @return whether it was noted in that time; else it comes again
     */
    boolean end(Duration timeout) throws JMSException, InterruptedException {
        try (consumer) {
            noted.handle((done, failure) -> done).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            leave();
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        }
    }
}
