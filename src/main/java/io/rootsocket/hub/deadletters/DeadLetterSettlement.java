package io.rootsocket.hub.deadletters;

import io.rootsocket.hub.broker.QueueNames;
import io.rootsocket.hub.broker.WholeQueue;
import io.rootsocket.hub.deadletters.DeadLetters.Listener;
import io.rootsocket.hub.deadletters.DeadLetters.Reroute;
import io.rootsocket.hub.outbox.message.LaneName;
import io.rootsocket.hub.outbox.message.MessageOnQueue;
import io.rootsocket.hub.outbox.message.OutboxMessage;
import io.rootsocket.hub.outbox.message.UnreadableMessageException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Lock;

/** Replays and discards letters, the oldest first, each in a transaction of its own. Safe to share between threads. */
final class DeadLetterSettlement {

    private final DeadLetters letters;
    private final Lock sending;
    private final Listener listener;

    /** @param sending held while a letter is sent back */
    DeadLetterSettlement(DeadLetters letters, Lock sending, Listener listener) {
        this.letters = letters;
        this.sending = sending;
        this.listener = listener;
    }

    /** What to do with one letter. */
    private interface Act {
        /** @return what to do once it is committed; empty if it was not done to this one */
        Optional<Runnable> on(Session session, Message letter) throws JMSException;
    }

    /** See {@link DeadLetters#replay}. */
    int replay(String selector, DeadLetterBatch batch, Optional<Reroute> reroute) {
        String replayable = Replayable.among(selector, reroute);
        // Those that fail again come back at the end of the queue: not twice in one go.
        int max = Math.min(letters.letters(replayable).count(), batch.max());
        return each(replayable, new DeadLetterBatch(max, batch.maxTime()), (session, letter) -> {
            try {
                if (DeadLetterOnQueue.isFromOutbox(letter)) {
                    return Optional.of(toOutbox(session, letter, DeadLetterOnQueue.again(session, letter)));
                }
                toRoute(DeadLetterOnQueue.read(letter), reroute.orElseThrow());
                return Optional.of(() -> {});
            } catch (UnreadableMessageException e) {
                // It comes back as a letter that can be read and is not replayed.
                letters.putAside(session, QueueNames.DEAD_LETTERS, null, letter, e);
                return Optional.empty();
            }
        });
    }

    /** See {@link DeadLetters#replayAs}. */
    int replayAs(String selector, String payload, Optional<Reroute> reroute) {
        var one = new DeadLetterBatch(1, Duration.ofMinutes(1));
        return each(Replayable.among(selector, reroute), one, (session, letter) -> {
            try {
                if (DeadLetterOnQueue.isFromOutbox(letter)) {
                    Message edited = DeadLetterOnQueue.again(session, letter);
                    DeadLetterOnQueue.setPayload(edited, payload);
                    return Optional.of(toOutbox(session, letter, edited));
                }
                toRoute(DeadLetterOnQueue.read(letter).with(payload), reroute.orElseThrow());
                return Optional.of(() -> {});
            } catch (UnreadableMessageException e) {
                return Optional.empty();
            }
        });
    }

    private Runnable toOutbox(Session session, Message letter, Message again)
            throws JMSException, UnreadableMessageException {
        LaneName lane = DeadLetterOnQueue.lane(letter);
        OutboxMessage waiting = MessageOnQueue.read(letter, lane);
        try (MessageProducer producer = session.createProducer(lane.destination())) {
            producer.send(again);
        }
        return () -> listener.replayed(waiting);
    }

    private static void toRoute(DeadLetter letter, Reroute reroute) {
        try {
            reroute.route(letter);
        } catch (Exception e) {
            throw new ReplayFailedException(
                    "Dead letter %s could not go through its route `%s` again and stays: %s"
                            .formatted(letter.id(), letter.route(), e.getMessage()),
                    e);
        }
    }

    /** See {@link DeadLetters#discard}. */
    int discard(String selector, DeadLetterBatch batch) {
        return each(selector, batch, (session, letter) -> Optional.of(discarded(letter)));
    }

    private Runnable discarded(Message letter) throws JMSException {
        if (!DeadLetterOnQueue.isFromOutbox(letter)) {
            return () -> {};
        }
        try {
            String id = MessageOnQueue.id(letter);
            String exchangeId = MessageOnQueue.exchangeId(letter);
            return () -> listener.discarded(id, exchangeId);
        } catch (UnreadableMessageException namesNoMessage) {
            return () -> {};
        }
    }

    private int each(String selector, DeadLetterBatch batch, Act act) {
        long start = System.nanoTime();
        long maxNanos = batch.maxTime().toNanos();
        return letters.inSession(true, session -> {
            int done = 0;
            WholeQueue chosen = letters.letters(selector);
            try (MessageConsumer consumer = chosen.consumer(session)) {
                Message letter;
                while (done < batch.max()
                        && System.nanoTime() - start < maxNanos
                        && (letter = chosen.next(consumer::receiveNoWait)) != null) {
                    Optional<Runnable> afterwards = settle(session, letter, act);
                    afterwards.ifPresent(Runnable::run);
                    done += afterwards.isPresent() ? 1 : 0;
                }
            }
            return done;
        });
    }

    private Optional<Runnable> settle(Session session, Message letter, Act act) throws JMSException {
        sending.lock();
        try {
            Optional<Runnable> afterwards = act.on(session, letter);
            session.commit();
            return afterwards;
        } finally {
            sending.unlock();
        }
    }
}
