package io.rootsocket.hub.delivery;

import io.rootsocket.hub.broker.Shortfall;
import io.rootsocket.hub.deadletters.DeadLetter.Kind;
import io.rootsocket.hub.outbox.OutboxListener;
import io.rootsocket.hub.outbox.message.OutboxMessage;
import io.rootsocket.hub.schedule.Schedules;
import io.rootsocket.hub.schedule.ledger.Occurrence;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Tells the schedules what became of the messages that came of them. Safe to share between threads. */
public final class ScheduledMessages implements OutboxListener {

    private final Schedules schedules;

    public ScheduledMessages(Schedules schedules) {
        this.schedules = schedules;
    }

    @Override
    public CompletionStage<Void> ended(OutboxMessage message, End end) {
        Optional<Occurrence> occurrence = occurrence(message);
        if (occurrence.isEmpty()) {
            return DONE;
        }
        if (end instanceof Delivered) {
            return schedules.delivered(occurrence.get());
        }
        return end instanceof Dead dead
                ? schedules.dead(
                        occurrence.get(),
                        dead.reason().kind() == Kind.expired,
                        dead.reason().message())
                : DONE;
    }

    private Optional<Occurrence> occurrence(OutboxMessage message) {
        return message.firedBy().flatMap(fired -> {
            var occurrence = new Occurrence(fired.route(), fired.scheduledAt());
            return fired.certain() || schedules.isOf(message.origin().source(), occurrence)
                    ? Optional.of(occurrence)
                    : Optional.empty();
        });
    }

    @Override
    public void lost(Shortfall shortfall) {
        schedules.lost(shortfall.place(), shortfall.toString());
    }
}
