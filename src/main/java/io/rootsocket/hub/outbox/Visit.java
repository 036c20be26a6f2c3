package io.rootsocket.hub.outbox;

import io.rootsocket.hub.outbox.DeadLetter.Attempt;
import io.rootsocket.hub.outbox.DeadLetter.Kind;
import io.rootsocket.hub.outbox.DeadLetter.Reason;
import io.rootsocket.hub.outbox.Delivery.Delivered;
import io.rootsocket.hub.outbox.Delivery.Held;
import io.rootsocket.hub.outbox.Delivery.Later;
import io.rootsocket.hub.outbox.Delivery.Outcome;
import io.rootsocket.hub.outbox.Delivery.Refused;
import io.rootsocket.hub.outbox.Delivery.Unknown;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
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

    /** How long what was accepted may take from the broker's disk to the one who takes it. */
    private static final Duration SOON = Duration.ofMillis(20);

    /** How often others must have been taken between two refusals of a message until it is the message's own fault. */
    private static final int PASSED_OVER = 2;

    private final OpenLanes lanes;
    private final Delivery delivery;
    private final DeadLetters deadLetters;
    private final OutboxSettings settings;
    private final OutboxCounts counts;
    private final Capacity capacity;
    private final Clock clock;

    Visit(
            OpenLanes lanes,
            Delivery delivery,
            DeadLetters deadLetters,
            OutboxSettings settings,
            OutboxCounts counts,
            Capacity capacity,
            Clock clock) {
        this.lanes = lanes;
        this.delivery = delivery;
        this.deadLetters = deadLetters;
        this.settings = settings;
        this.counts = counts;
        this.capacity = capacity;
        this.clock = clock;
    }

    /** Delivers until the lane is empty, a message must wait, or the turn is over. */
    VisitEnd deliver(Turn turn) {
        try {
            OpenLane lane = lanes.open(turn.lane());
            boolean healthy = false;
            try {
                VisitEnd end = deliver(turn, lane);
                healthy = end instanceof VisitEnd.Empty || end instanceof VisitEnd.More;
                return end;
            } finally {
                // What must wait is not held here: it may expire, or another hub may deliver it.
                if (healthy) {
                    lanes.keep(turn.lane(), lane);
                } else {
                    lane.close();
                }
            }
        } catch (JMSException | RuntimeException e) {
            turn.unused();
            LOG.debug("The outbox's queue {} failed", turn.lane().queue(), e);
            return new VisitEnd.NoBroker(String.valueOf(e.getMessage()));
        }
    }

    private VisitEnd deliver(Turn turn, OpenLane lane) throws JMSException {
        do {
            Message waiting = next(turn, lane);
            if (waiting == null) {
                turn.unused();
                return new VisitEnd.Empty();
            }
            Optional<VisitEnd> failed = handle(lane, waiting, turn);
            if (failed.isPresent()) {
                return failed.get();
            }
        } while (turn.goesOn());
        return new VisitEnd.More();
    }

    private static @Nullable Message next(Turn turn, OpenLane lane) throws JMSException {
        return switch (turn.outlook()) {
            case SURE -> lane.next(SOON);
            case UNSURE -> lane.next();
            case NOTHING -> null;
        };
    }

    /** @return why the message must wait; empty if it is gone */
    private Optional<VisitEnd> handle(OpenLane lane, Message waiting, Turn turn) throws JMSException {
        try {
            return handle(lane, waiting, MessageOnQueue.read(waiting, turn.lane()), turn);
        } catch (UnreadableMessageException e) {
            putAside(lane, turn.lane(), waiting, e);
            turn.skipped();
            return Optional.empty();
        }
    }

    private Optional<VisitEnd> handle(OpenLane lane, Message waiting, OutboxMessage message, Turn turn)
            throws JMSException, UnreadableMessageException {
        if (message.isExpired(clock.instant())) {
            bury(lane, waiting, message, expired(message), turn.failures());
            turn.skipped();
            return Optional.empty();
        }
        counts.attempted(message.channel());
        Outcome outcome = delivery.deliver(message);
        if (outcome instanceof Delivered) {
            capacity.leaves(LaneName.of(message));
            lane.acknowledge(waiting);
            capacity.left();
            counts.delivered(message.channel());
        } else {
            turn.failures().add(waiting.getJMSMessageID(), new Attempt(clock.instant(), reason(outcome)));
            if (outcome instanceof Held held && turn.failures().refused(turn.answered()) < PASSED_OVER) {
                lane.recover();
                return Optional.of(new VisitEnd.Held(held.reason().message()));
            }
            @Nullable Reason dead = deadly(outcome, message, MessageOnQueue.attempts(waiting));
            if (dead == null) {
                lane.recover();
                return Optional.of(failed(outcome));
            }
            bury(lane, waiting, message, dead, turn.failures());
        }
        turn.settled();
        return Optional.empty();
    }

    /** @return why the message becomes a dead letter; null if it is to be tried again */
    private @Nullable Reason deadly(Outcome outcome, OutboxMessage message, int attempts) {
        if (outcome instanceof Refused || outcome instanceof Held) {
            return reason(outcome);
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
        if (outcome instanceof Held held) {
            return held.reason();
        }
        throw new IllegalArgumentException("No failure: " + outcome);
    }

    /**
     * Moves what is too late to the dead letters, wherever it stands in the queue, and sends nothing.
     *
     * @return whether there was something
     */
    boolean expire(LaneName lane, FailedAttempts failures) throws JMSException {
        String tooLate =
                "%s <= %d".formatted(Property.EXPIRES_AT, clock.instant().toEpochMilli());
        close(lane);
        WholeQueue all = deadLetters.queue(lane.queue(), tooLate);
        if (all.count() == 0) {
            return false;
        }
        try (var late = lanes.openFor(tooLate, lane)) {
            for (Message waiting = all.next(late::next); waiting != null; waiting = all.next(late::next)) {
                try {
                    OutboxMessage message = MessageOnQueue.read(waiting, lane);
                    bury(late, waiting, message, expired(message), failures);
                } catch (UnreadableMessageException e) {
                    putAside(late, lane, waiting, e);
                }
            }
        }
        return true;
    }

    /** Whether nothing in a lane will be too late at some time. */
    boolean isFreeOfExpiry(LaneName lane) {
        return deadLetters
                        .queue(lane.queue(), Property.EXPIRES_AT + " IS NOT NULL")
                        .count()
                == 0;
    }

    /**
     * Closes a lane that was open after a visit.
     *
     * @return whether something waits in it
     */
    boolean close(LaneName name) throws JMSException {
        try (OpenLane lane = lanes.take(name)) {
            return lane != null && lane.next() != null;
        }
    }

    private static Reason expired(OutboxMessage message) {
        Instant at = message.expiresAt().orElseThrow();
        return new Reason(Kind.expired, null, null, "It could not be delivered before %s.".formatted(at));
    }

    private void bury(OpenLane lane, Message waiting, OutboxMessage message, Reason reason, FailedAttempts failures)
            throws JMSException, UnreadableMessageException {
        deadLetters.write(
                lane.session(), LaneName.of(message), waiting, reason, failures.of(waiting.getJMSMessageID()));
        delivery.gaveUp(message, reason);
        capacity.leaves(LaneName.of(message));
        lane.acknowledge(waiting);
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

    /** What is none of the hub's must not hold up what is. */
    private void putAside(OpenLane lane, LaneName name, Message waiting, UnreadableMessageException why)
            throws JMSException {
        DeadLetter letter = deadLetters.putAside(lane.session(), name, waiting, why);
        capacity.leaves(name);
        lane.acknowledge(waiting);
        capacity.left();
        counts.died(name.channel(), letter.reason().kind());
        LOG.error(
                "A message for channel {} that cannot be read is a dead letter ({}, id {}): {}",
                name.channel(),
                letter.reason().kind(),
                letter.id(),
                letter.reason().message());
    }
}
