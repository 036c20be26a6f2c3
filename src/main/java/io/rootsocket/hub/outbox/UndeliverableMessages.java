package io.rootsocket.hub.outbox;

import io.rootsocket.hub.broker.SessionPool;
import io.rootsocket.hub.deadletters.DeadLetter;
import io.rootsocket.hub.deadletters.DeadLetter.Kind;
import io.rootsocket.hub.deadletters.DeadLetter.Reason;
import io.rootsocket.hub.deadletters.DeadLetters;
import io.rootsocket.hub.log.LogFields;
import io.rootsocket.hub.outbox.message.LaneName;
import io.rootsocket.hub.outbox.message.OutboxMessage;
import io.rootsocket.hub.outbox.message.UnreadableMessageException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes dead letters of messages in lanes. Safe to share between threads. The letter is on disk before the message is
 * acknowledged; a crash in between writes it again, and it is one letter.
 */
final class UndeliverableMessages {

    private static final Logger LOG = LoggerFactory.getLogger(UndeliverableMessages.class);

    private final DeadLetters deadLetters;
    private final SessionPool sessions;
    private final OutboxListener listener;
    private final OutboxCounts counts;
    private final Capacity capacity;

    /** @param sessions for the letters */
    UndeliverableMessages(
            DeadLetters deadLetters,
            SessionPool sessions,
            OutboxListener listener,
            OutboxCounts counts,
            Capacity capacity) {
        this.deadLetters = deadLetters;
        this.sessions = sessions;
        this.listener = listener;
        this.counts = counts;
        this.capacity = capacity;
    }

    /** Its time is over. */
    Departure expired(LaneConsumer consumer, Message waiting, OutboxMessage message, FailedAttempts failures)
            throws JMSException, UnreadableMessageException {
        Instant at = message.expiresAt().orElseThrow();
        var reason = new Reason(Kind.expired, null, null, "It could not be delivered before %s.".formatted(at));
        return deadLetter(consumer, waiting, message, reason, failures);
    }

    /** It is given up. */
    Departure deadLetter(
            LaneConsumer consumer, Message waiting, OutboxMessage message, Reason reason, FailedAttempts failures)
            throws JMSException, UnreadableMessageException {
        sessions.use(session -> {
            deadLetters.write(session, LaneName.of(message), waiting, reason, failures.of(waiting.getJMSMessageID()));
            return reason;
        });
        CompletionStage<Void> noted = listener.ended(message, new OutboxListener.Dead(reason));
        LogFields.of(LOG.atError(), message.origin().id(), message.origin().route(), message.channel())
                .log(
                        "A message of route {} for channel {} is a dead letter ({}, id {}): {}",
                        message.origin().route(),
                        message.channel(),
                        reason.kind(),
                        message.origin().id(),
                        reason.message());
        return new Departure(consumer, noted, () -> leave(consumer, LaneName.of(message), reason.kind()));
    }

    /** What is none of the hub's must not hold up what is. */
    Departure unreadable(LaneConsumer consumer, LaneName lane, Message waiting, UnreadableMessageException why)
            throws JMSException {
        DeadLetter letter = sessions.use(session -> deadLetters.putAside(session, lane, waiting, why));
        LogFields.of(LOG.atError(), letter.id(), letter.route(), lane.channel())
                .log(
                        "A message for channel {} that cannot be read is a dead letter ({}, id {}): {}",
                        lane.channel(),
                        letter.reason().kind(),
                        letter.id(),
                        letter.reason().message());
        return new Departure(
                consumer,
                OutboxListener.DONE,
                () -> leave(consumer, lane, letter.reason().kind()));
    }

    private void leave(LaneConsumer consumer, LaneName lane, Kind kind) throws JMSException {
        capacity.leaves(lane);
        consumer.acknowledge();
        capacity.left();
        counts.died(lane.channel(), kind);
    }
}
