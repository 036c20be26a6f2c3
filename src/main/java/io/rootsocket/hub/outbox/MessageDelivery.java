package io.rootsocket.hub.outbox;

import io.rootsocket.hub.deadletters.DeadLetter.Attempt;
import io.rootsocket.hub.deadletters.DeadLetter.Reason;
import io.rootsocket.hub.outbox.Delivery.Delivered;
import io.rootsocket.hub.outbox.Delivery.Held;
import io.rootsocket.hub.outbox.Delivery.Later;
import io.rootsocket.hub.outbox.Delivery.Outcome;
import io.rootsocket.hub.outbox.Delivery.Refused;
import io.rootsocket.hub.outbox.Delivery.Unknown;
import io.rootsocket.hub.outbox.message.LaneName;
import io.rootsocket.hub.outbox.message.MessageOnQueue;
import io.rootsocket.hub.outbox.message.OutboxMessage;
import io.rootsocket.hub.outbox.message.UnreadableMessageException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the first message of a lane. Safe to share between threads.
 *
 * <p>A message is acknowledged once it is delivered or a dead letter, and that is noted; a crash before that is on disk brings
 * it again. One that must wait goes back to the head of its queue.
 */
final class MessageDelivery {

    /** How often others must have been taken between two refusals of a message until it is the message's own fault. */
    private static final int PASSED_OVER = 2;

    private final Delivery delivery;
    private final OutboxListener listener;
    private final UndeliverableMessages undeliverable;
    private final OutboxSettings settings;
    private final OutboxCounts counts;
    private final Capacity capacity;
    private final Clock clock;

    MessageDelivery(
            Delivery delivery,
            OutboxListener listener,
            UndeliverableMessages undeliverable,
            OutboxSettings settings,
            OutboxCounts counts,
            Capacity capacity,
            Clock clock) {
        this.delivery = delivery;
        this.listener = listener;
        this.undeliverable = undeliverable;
        this.settings = settings;
        this.counts = counts;
        this.capacity = capacity;
        this.clock = clock;
    }

    /** What became of a message. */
    sealed interface Handled {}

    /** It is done with, and may leave its queue once that is noted. */
    sealed interface DoneWith extends Handled {
        Departure departure();
    }

    /** RootSocket has answered. */
    record Answered(Departure departure) implements DoneWith {}

    /** It was not sent. */
    record NotSent(Departure departure) implements DoneWith {}

    /** It is at the head of its queue again. */
    record MustWait(DrainResult result) implements Handled {}

    /**
     * Sends a message if it can and may be sent.
     *
     * @param failures of the message's lane
     * @param answered how many messages RootSocket has answered so far, other than with a refusal of all
     */
    Handled deliver(LaneConsumer consumer, Message waiting, LaneName lane, FailedAttempts failures, long answered)
            throws JMSException {
        try {
            OutboxMessage message = MessageOnQueue.read(waiting, lane);
            if (message.isExpired(clock.instant())) {
                return new NotSent(undeliverable.expired(consumer, waiting, message, failures));
            }
            return attempt(consumer, waiting, message, failures, answered);
        } catch (UnreadableMessageException e) {
            return new NotSent(undeliverable.unreadable(consumer, lane, waiting, e));
        }
    }

    private Handled attempt(
            LaneConsumer consumer, Message waiting, OutboxMessage message, FailedAttempts failures, long answered)
            throws JMSException, UnreadableMessageException {
        counts.attempted(message.channel());
        Outcome outcome = deliver(message);
        if (outcome instanceof Delivered) {
            return new Answered(new Departure(
                    consumer, listener.ended(message, new OutboxListener.Delivered()), () -> leave(consumer, message)));
        }
        failures.add(waiting.getJMSMessageID(), new Attempt(clock.instant(), reason(outcome)));
        if (outcome instanceof Held held && failures.refused(answered) < PASSED_OVER) {
            consumer.recover();
            return new MustWait(new DrainResult.Held(held.reason().message()));
        }
        @Nullable Reason dead = deadly(outcome, message, MessageOnQueue.attempts(waiting));
        if (dead == null) {
            consumer.recover();
            return new MustWait(failed(outcome));
        }
        return new Answered(undeliverable.deadLetter(consumer, waiting, message, dead, failures));
    }

    private Outcome deliver(OutboxMessage message) {
        Instant at = clock.instant();
        long begun = System.nanoTime();
        Outcome outcome = delivery.deliver(message);
        listener.attempted(message, at, Duration.ofNanos(System.nanoTime() - begun), outcome);
        return outcome;
    }

    private void leave(LaneConsumer consumer, OutboxMessage message) throws JMSException {
        capacity.leaves(LaneName.of(message));
        consumer.acknowledge();
        capacity.left();
        counts.delivered(message.channel());
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

    private static DrainResult.Failed failed(Outcome outcome) {
        String reason = reason(outcome).message();
        return outcome instanceof Later later
                ? new DrainResult.Failed(reason, later.retryAfter(), later.everyChannel())
                : new DrainResult.Failed(reason, Optional.empty(), false);
    }

    private static Reason reason(Outcome outcome) {
        if (outcome instanceof Delivery.Failed failed) {
            return failed.reason();
        }
        throw new IllegalArgumentException("No failure: " + outcome);
    }
}
