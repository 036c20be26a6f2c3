package io.rootsocket.hub.outbox;

import io.rootsocket.hub.log.LogFields;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker's turn at a lane: takes messages from its queue, one after the other, and has each delivered. Safe to share
 * between threads.
 */
final class LaneDrain {

    private static final Logger LOG = LoggerFactory.getLogger(LaneDrain.class);

    /** How long what was accepted may take from the broker's disk to the one who takes it. */
    private static final Duration SOON = Duration.ofMillis(20);

    private final ReadyLanes lanes;
    private final Gate gate;
    private final LaneConsumers consumers;
    private final MessageDelivery messages;
    private final OwnMessages own;
    private final boolean shared;
    private final Clock ticks;

    /** @param shared whether other hubs may hold a lane's messages */
    LaneDrain(
            ReadyLanes lanes,
            Gate gate,
            LaneConsumers consumers,
            MessageDelivery messages,
            OwnMessages own,
            boolean shared,
            Clock ticks) {
        this.lanes = lanes;
        this.gate = gate;
        this.consumers = consumers;
        this.messages = messages;
        this.own = own;
        this.shared = shared;
        this.ticks = ticks;
    }

    /** Delivers until the lane is empty, a message must wait, or the turn is over. Its worker must have leave to send. */
    DrainResult drain(Lane lane) {
        try {
            Departure departure = lane.takeDeparture();
            LaneConsumer consumer = departure == null ? consumers.open(lane.name()) : departure.consumer();
            @Nullable DrainResult result = null;
            try {
                if (departure != null) {
                    departure.leave();
                }
                result = drain(lane, consumer);
                return result;
            } finally {
                leave(lane, consumer, result);
            }
        } catch (JMSException | RuntimeException e) {
            gate.notSent();
            LOG.debug("The outbox's queue {} failed", lane.name().queue(), e);
            return new DrainResult.NoBroker(String.valueOf(e.getMessage()));
        }
    }

    /** What must wait is not held here: it may expire, or another hub may deliver it. */
    private void leave(Lane lane, LaneConsumer consumer, @Nullable DrainResult result) throws JMSException {
        if (result instanceof DrainResult.Leaving leaving) {
            lane.departs(leaving.departure());
        } else if (result instanceof DrainResult.Empty || result instanceof DrainResult.More) {
            consumers.keep(lane.name(), consumer);
        } else {
            consumer.close();
        }
    }

    private DrainResult drain(Lane lane, LaneConsumer consumer) throws JMSException {
        Instant end = lanes.endOfTurn();
        do {
            Message waiting = next(lane, consumer);
            if (waiting == null) {
                gate.notSent();
                return new DrainResult.Empty();
            }
            var handled = messages.deliver(consumer, waiting, lane.name(), lane.failedAttempts(), gate.answered());
            if (handled instanceof MessageDelivery.MustWait mustWait) {
                return mustWait.result();
            }
            Departure departure = handled instanceof MessageDelivery.DoneWith done ? done.departure() : null;
            if (departure != null && departure.isNoted()) {
                departure.leave();
                departure = null;
            }
            note(lane, handled, own.has(waiting));
            if (departure != null) {
                return new DrainResult.Leaving(departure);
            }
        } while (lanes.goesOn(lane, end));
        return new DrainResult.More();
    }

    private @Nullable Message next(Lane lane, LaneConsumer consumer) throws JMSException {
        return switch (lanes.nextOf(lane)) {
            // Another hub may have what was accepted here.
            case EXPECTED -> shared && !consumer.isOnlyOne() ? consumer.next() : consumer.next(SOON);
            case POSSIBLE -> consumer.next();
            case NONE -> null;
        };
    }

    private void note(Lane lane, MessageDelivery.Handled handled, boolean own) {
        if (handled instanceof MessageDelivery.NotSent) {
            gate.notSent();
        } else {
            gate.succeeded();
            lane.failures().end(ticks.instant()).ifPresent(lasted -> logRecovery(lane, lasted));
        }
        lanes.taken(lane, own);
    }

    private static void logRecovery(Lane lane, Duration lasted) {
        LogFields.of(LOG.atInfo(), lane.name().channel())
                .log(
                        "Channel {} is delivered to again, after {}.",
                        lane.name().channel(),
                        Duration.ofSeconds(lasted.toSeconds()));
    }
}
