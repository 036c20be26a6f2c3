package io.rootsocket.hub.outbox;

import io.rootsocket.hub.broker.WholeQueue;
import io.rootsocket.hub.deadletters.DeadLetters;
import io.rootsocket.hub.outbox.message.LaneName;
import io.rootsocket.hub.outbox.message.MessageOnQueue;
import io.rootsocket.hub.outbox.message.OutboxMessage;
import io.rootsocket.hub.outbox.message.Property;
import io.rootsocket.hub.outbox.message.UnreadableMessageException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.time.Clock;

/** Finds what is too late in a lane, wherever it stands in the queue, and sends nothing. Safe to share between threads. */
final class ExpiredMessages {

    private final LaneConsumers consumers;
    private final DeadLetters deadLetters;
    private final UndeliverableMessages undeliverable;
    private final Clock clock;

    ExpiredMessages(
            LaneConsumers consumers, DeadLetters deadLetters, UndeliverableMessages undeliverable, Clock clock) {
        this.consumers = consumers;
        this.deadLetters = deadLetters;
        this.undeliverable = undeliverable;
        this.clock = clock;
    }

    /**
     * Moves what is too late to the dead letters. Nobody else may be at the lane.
     *
     * @return whether there was something
     */
    boolean move(LaneName lane, FailedAttempts failures) throws JMSException {
        String tooLate =
                "%s <= %d".formatted(Property.EXPIRES_AT, clock.instant().toEpochMilli());
        consumers.close(lane);
        WholeQueue all = deadLetters.queue(lane.queue(), tooLate);
        if (all.count() == 0) {
            return false;
        }
        try (var consumer = consumers.openFor(tooLate, lane)) {
            for (Message late = all.next(consumer::next); late != null; late = all.next(consumer::next)) {
                try {
                    OutboxMessage message = MessageOnQueue.read(late, lane);
                    undeliverable.expired(consumer, late, message, failures).await();
                } catch (UnreadableMessageException e) {
                    undeliverable.unreadable(consumer, lane, late, e).await();
                }
            }
        }
        return true;
    }

    /** Whether nothing in a lane will be too late at some time. */
    boolean isFree(LaneName lane) {
        return deadLetters
                        .queue(lane.queue(), Property.EXPIRES_AT + " IS NOT NULL")
                        .count()
                == 0;
    }
}
