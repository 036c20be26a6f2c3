package io.rootsocket.hub.outbox;

import io.rootsocket.hub.broker.Shortfall;
import io.rootsocket.hub.outbox.message.OutboxMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** All who hear what becomes of messages. Safe to share between threads. */
final class OutboxListeners implements OutboxListener {

    private final List<OutboxListener> all = new CopyOnWriteArrayList<>();

    void add(OutboxListener listener) {
        all.add(listener);
    }

    @Override
    public void accepted(OutboxMessage message) {
        all.forEach(listener -> listener.accepted(message));
    }

    @Override
    public void attempted(OutboxMessage message, Instant at, Duration took, Delivery.Outcome outcome) {
        all.forEach(listener -> listener.attempted(message, at, took, outcome));
    }

    /** Done once it is for all of them. */
    @Override
    public CompletionStage<Void> ended(OutboxMessage message, End end) {
        CompletionStage<Void> done = DONE;
        for (OutboxListener listener : all) {
            CompletionStage<Void> next = listener.ended(message, end);
            if (done == DONE) {
                done = next;
            } else if (next != DONE) {
                done = done.thenCombine(next, (one, other) -> null);
            }
        }
        return done;
    }

    @Override
    public void discarded(String messageId, String exchangeId) {
        all.forEach(listener -> listener.discarded(messageId, exchangeId));
    }

    @Override
    public void lost(Shortfall shortfall) {
        all.forEach(listener -> listener.lost(shortfall));
    }
}
