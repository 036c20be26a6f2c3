package io.rootsocket.hub.deadletters;

import io.rootsocket.hub.broker.BrokerProperties;
import io.rootsocket.hub.broker.QueueNames;
import io.rootsocket.hub.broker.WholeQueue;
import io.rootsocket.hub.deadletters.DeadLetter.Kind;
import io.rootsocket.hub.deadletters.DeadLetter.Reason;
import io.rootsocket.hub.text.Counted;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the embedded broker itself gave up: messages that no consumer could take, as JMS or Camel cannot read them, and
 * those that expired on a queue. They become dead letters of the hub, where a person finds them. Safe to share between
 * threads.
 */
public final class GivenUpByBroker {

    /** Stands for the route in such a letter. */
    static final String ROUTE = "(broker)";

    private static final Logger LOG = LoggerFactory.getLogger(GivenUpByBroker.class);

    private final DeadLetters deadLetters;
    private final Clock clock;

    /** @param deadLetters those of the same broker, which must be the embedded one */
    public GivenUpByBroker(DeadLetters deadLetters, Clock clock) {
        this.deadLetters = deadLetters;
        this.clock = clock;
    }

    /**
     * Makes letters of what has come. Each is a letter, or still where it was, over any crash.
     *
     * @return how many
     * @throws BrokerException if the broker does not take one; it stays, as do those after it
     */
    public int moveToDeadLetters(DeadLetterBatch batch) {
        int moved = move(QueueNames.GIVEN_UP, Kind.route, batch);
        return moved + move(QueueNames.EXPIRED, Kind.expired, batch);
    }

    private int move(String from, Kind kind, DeadLetterBatch batch) {
        List<String> sources = new ArrayList<>();
        WholeQueue givenUp = deadLetters.queue(from, null);
        if (givenUp.count() == 0) {
            return 0;
        }
        long start = System.nanoTime();
        deadLetters.inSession(true, session -> {
            try (MessageConsumer consumer = givenUp.consumer(session);
                    MessageProducer producer = session.createProducer(session.createQueue(QueueNames.DEAD_LETTERS))) {
                Message message;
                while (sources.size() < batch.max()
                        && System.nanoTime() - start < batch.maxTime().toNanos()
                        && (message = givenUp.next(consumer::receiveNoWait)) != null) {
                    DeadLetter letter = letter(message, kind, clock.instant());
                    producer.send(DeadLetterOnQueue.write(session, letter));
                    session.commit();
                    sources.add(letter.source());
                }
            }
            return sources;
        });
        if (!sources.isEmpty()) {
            LOG.error(
                    "The broker gave up {}, dead letters now ({}); the first is from {}.",
                    Counted.of(sources.size(), "message"),
                    kind,
                    sources.get(0));
        }
        return sources.size();
    }

    private static DeadLetter letter(Message message, Kind kind, Instant now) throws JMSException {
        String queue = queue(message);
        String reason = kind == Kind.expired
                ? "It expired on the queue `%s` before anybody took it.".formatted(queue)
                : ("No consumer could take it from the queue `%s`, so the broker gave it up. A message of this kind"
                                + " cannot be read, or its route failed before it began.")
                        .formatted(queue);
        return new UnreadableMessage(message, ROUTE, "jms:queue:" + queue, null)
                .letter(new Reason(kind, null, null, reason), now);
    }

    private static String queue(Message message) throws JMSException {
        String queue = message.getStringProperty(BrokerProperties.ORIGINAL_QUEUE);
        return queue == null ? "?" : queue;
    }
}
