package io.rootsocket.hub.outbox;

import io.rootsocket.hub.outbox.DeadLetter.Attempt;
import io.rootsocket.hub.outbox.DeadLetter.Kind;
import io.rootsocket.hub.outbox.DeadLetter.Reason;
import io.rootsocket.hub.outbox.Delivery.Delivered;
import io.rootsocket.hub.outbox.Delivery.Later;
import io.rootsocket.hub.outbox.Delivery.Outcome;
import io.rootsocket.hub.outbox.Delivery.Refused;
import io.rootsocket.hub.outbox.Delivery.Unknown;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes messages from a lane's queue, one after the other, and delivers them. Safe to share between threads.
 *
 * <p>A message is acknowledged once it is delivered or a dead letter; a crash before that is on disk brings it again. One that must wait goes back to the head of its queue.
 */
final class Visit {

    private static final Logger LOG = LoggerFactory.getLogger(Visit.class);

    /** A busy lane's next message comes soon, and to open its queue anew costs more than to send it. */
    private static final Duration LINGER = Duration.ofMillis(50);

    private final OpenSessions sessions;
    private final Delivery delivery;
    private final DeadLetters deadLetters;
    private final OutboxSettings settings;
    private final OutboxCounts counts;
    private final Capacity capacity;
    private final Clock clock;

    Visit(
            OpenSessions sessions,
            Delivery delivery,
            DeadLetters deadLetters,
            OutboxSettings settings,
            OutboxCounts counts,
            Capacity capacity,
            Clock clock) {
        this.sessions = sessions;
        this.delivery = delivery;
        this.deadLetters = deadLetters;
        this.settings = settings;
        this.counts = counts;
        this.capacity = capacity;
        this.clock = clock;
    }

    /** Delivers until the lane is empty, a message must wait, or the turn is over. */
    VisitEnd deliver(Turn turn) {
        try (var taken = new Taken(turn.lane(), null)) {
            boolean linger = false;
            do {
                Message waiting = linger ? taken.next(LINGER) : taken.next();
                if (waiting == null) {
                    turn.skipped();
                    return new VisitEnd.Empty();
                }
                Optional<VisitEnd.Failed> failed = handle(taken, waiting, turn);
                if (failed.isPresent()) {
                    return failed.get();
                }
                linger = turn.mayLinger();
            } while (turn.goesOn());
            return new VisitEnd.More();
        } catch (JMSException | RuntimeException e) {
            turn.skipped();
            LOG.debug("The outbox's queue {} failed", turn.lane().queue(), e);
            return new VisitEnd.NoBroker(String.valueOf(e.getMessage()));
        }
    }

    /** @return why the message must wait; empty if it is gone */
    private Optional<VisitEnd.Failed> handle(Taken taken, Message waiting, Turn turn) throws JMSException {
        OutboxMessage message = MessageOnQueue.read(waiting);
        if (message.isExpired(clock.instant())) {
            bury(taken, waiting, message, expired(message), turn.failures());
            turn.skipped();
            return Optional.empty();
        }
        counts.attempted(message.channel());
        Outcome outcome = delivery.deliver(message);
        if (outcome instanceof Delivered) {
            taken.acknowledge(waiting);
            capacity.left();
            counts.delivered(message.channel());
        } else {
            turn.failures().add(waiting.getJMSMessageID(), new Attempt(clock.instant(), reason(outcome)));
            @Nullable Reason dead = deadly(outcome, message, MessageOnQueue.attempts(waiting));
            if (dead == null) {
                taken.recover();
                return Optional.of(failed(outcome));
            }
            bury(taken, waiting, message, dead, turn.failures());
        }
        turn.settled();
        return Optional.empty();
    }

    /** @return why the message becomes a dead letter; null if it is to be tried again */
    private @Nullable Reason deadly(Outcome outcome, OutboxMessage message, int attempts) {
        if (outcome instanceof Refused refused) {
            return refused.reason();
        }
        if (outcome instanceof Unknown unknown && message.holdIfAmbiguous()) {
            return unknown.reason();
        }
        boolean usedUp = settings.maxAttempts().isPresent()
                && attempts >= settings.maxAttempts().getAsInt();
        return usedUp ? reason(outcome) : null;
    }

    private static VisitEnd.Failed failed(Outcome outcome) {
        String reason = reason(outcome).message();
        return outcome instanceof Later later
                ? new VisitEnd.Failed(reason, later.retryAfter(), later.everyChannel())
                : new VisitEnd.Failed(reason, Optional.empty(), false);
    }

    private static Reason reason(Outcome outcome) {
        if (outcome instanceof Later later) {
            return later.reason();
        }
        if (outcome instanceof Unknown unknown) {
            return unknown.reason();
        }
        if (outcome instanceof Refused refused) {
            return refused.reason();
        }
        throw new IllegalArgumentException("No failure: " + outcome);
    }

    /** Moves what is too late to the dead letters, wherever it stands in the queue, and sends nothing. */
    void expire(LaneName lane, FailedAttempts failures) throws JMSException {
        String tooLate =
                "%s <= %d".formatted(Property.EXPIRES_AT, clock.instant().toEpochMilli());
        try (var taken = new Taken(lane, tooLate)) {
            for (Message waiting = taken.next(); waiting != null; waiting = taken.next()) {
                OutboxMessage message = MessageOnQueue.read(waiting);
                bury(taken, waiting, message, expired(message), failures);
            }
        }
    }

    private static Reason expired(OutboxMessage message) {
        Instant at = message.expiresAt().orElseThrow();
        return new Reason(Kind.expired, null, null, "It could not be delivered before %s.".formatted(at));
    }

    private void bury(Taken taken, Message waiting, OutboxMessage message, Reason reason, FailedAttempts failures)
            throws JMSException {
        deadLetters.write(taken.open.session(), waiting, reason, failures.of(waiting.getJMSMessageID()));
        delivery.gaveUp(message, reason);
        taken.acknowledge(waiting);
        capacity.left();
        counts.died(message.channel(), reason.kind());
        LOG.error(
                "A message of route {} for channel {} is a dead letter ({}, id {}): {}",
                message.origin().route(),
                message.channel(),
                reason.kind(),
                message.origin().id(),
                reason.message());
    }

    /** A lane's queue, opened to take from it. A message is gone from it once it is acknowledged. */
    private final class Taken implements AutoCloseable {

        private final OpenSessions.Open open;
        private final MessageConsumer consumer;
        private boolean unsettled;

        Taken(LaneName lane, @Nullable String selector) throws JMSException {
            open = sessions.take();
            try {
                consumer = open.session().createConsumer(lane.destination(), selector);
            } catch (JMSException | RuntimeException e) {
                sessions.drop(open);
                throw e;
            }
        }

        @Nullable
        Message next() throws JMSException {
            return taken(consumer.receiveNoWait());
        }

        @Nullable
        Message next(Duration within) throws JMSException {
            Message soon = taken(consumer.receive(within.toMillis()));
            return soon == null ? next() : soon;
        }

        private @Nullable Message taken(@Nullable Message message) {
            unsettled = message != null;
            return message;
        }

        /**
         * Does not wait until the broker has it on disk: a crash of the broker or of this process right now repeats the
         * message. Closing waits.
         */
        void acknowledge(Message message) throws JMSException {
            message.acknowledge();
            unsettled = false;
        }

        /** It goes back to the head of its queue. */
        void recover() throws JMSException {
            open.session().recover();
            unsettled = false;
        }

        @Override
        public void close() throws JMSException {
            try {
                if (unsettled) {
                    recover();
                }
                consumer.close();
            } catch (JMSException | RuntimeException e) {
                sessions.drop(open);
                throw e;
            }
            sessions.giveBack(open);
        }
    }
}
