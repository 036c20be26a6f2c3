package io.rootsocket.hub.deadletters;

import io.rootsocket.hub.broker.Broker;
import io.rootsocket.hub.broker.BrokerException;
import io.rootsocket.hub.broker.BrokerManagement;
import io.rootsocket.hub.broker.QueueNames;
import io.rootsocket.hub.broker.WholeQueue;
import io.rootsocket.hub.outbox.message.LaneName;
import io.rootsocket.hub.outbox.message.MessageOnQueue;
import io.rootsocket.hub.outbox.message.OutboxMessage;
import io.rootsocket.hub.outbox.message.Property;
import io.rootsocket.hub.outbox.message.UnreadableMessageException;
import io.rootsocket.hub.text.Counted;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What could not be delivered, in a queue of the broker, until a person replays or discards it. Safe to share between
 * threads. Each act is whole: what it was not done to is still there.
 */
public final class DeadLetters {

    /** Stands for the route in a letter for what cannot be read. */
    static final String UNREADABLE = "(unreadable)";

    private static final int MAX_LETTERS_OF_ONE = 1_000;

    private final ConnectionFactory connections;
    private final BrokerManagement management;
    private final Lock sending;
    private final Clock clock;
    private final Listener listener;

    /**
     * @param sending held while a letter is sent back; see {@code UnusedQueues}
     * @param listener hears of each letter that waited in the outbox and is no letter any more
     */
    public DeadLetters(
            ConnectionFactory connections, BrokerManagement management, Lock sending, Clock clock, Listener listener) {
        this.connections = connections;
        this.management = management;
        this.sending = sending;
        this.clock = clock;
        this.listener = listener;
    }

    /** The dead letters of a broker whose outbox does not run here. */
    public static DeadLetters of(Broker broker, Clock clock) {
        return new DeadLetters(
                broker.hubConnections(), broker.management(), new ReentrantLock(), clock, new Listener() {});
    }

    /** Hears what a person does with letters that waited in the outbox. Called on that person's thread; does not throw. */
    public interface Listener {

        /** It waits in the outbox again. */
        default void replayed(OutboxMessage message) {}

        /** It is gone; its payload may be one that cannot be read. */
        default void discarded(String messageId, String exchangeId) {}
    }

    /** Takes a letter back to the route that it failed in. */
    public interface Reroute {

        /** The routes that run. */
        Set<String> routes();

        /** @throws Exception if the route does not take it; the letter then stays */
        void route(DeadLetter letter) throws Exception;
    }

    /**
     * Keeps a letter.
     *
     * @throws BrokerException if it is not on disk
     */
    public void keep(DeadLetter letter) {
        inSession(false, session -> {
            try (MessageProducer producer = session.createProducer(session.createQueue(QueueNames.DEAD_LETTERS))) {
                producer.send(DeadLetterOnQueue.write(session, letter));
            }
            return letter;
        });
    }

    /**
     * Writes the letter for a waiting message, which then can leave its queue. It is on disk once this returns; writing it
     * again makes no second one.
     */
    public void write(
            Session session,
            LaneName lane,
            Message waiting,
            DeadLetter.Reason reason,
            List<DeadLetter.Attempt> failures)
            throws JMSException, UnreadableMessageException {
        try (MessageProducer producer = session.createProducer(session.createQueue(QueueNames.DEAD_LETTERS))) {
            producer.send(DeadLetterOnQueue.write(session, lane, waiting, reason, failures, clock.instant()));
        }
    }

    /**
     * Writes the letter for a message of a lane that cannot be read, which then can leave its queue. It is on disk once this
     * returns; writing it again makes no second one.
     */
    public DeadLetter putAside(Session session, LaneName lane, Message waiting, UnreadableMessageException why)
            throws JMSException {
        return putAside(session, lane.queue(), lane.channel().value(), waiting, why);
    }

    DeadLetter putAside(
            Session session, String queue, @Nullable String channel, Message message, UnreadableMessageException why)
            throws JMSException {
        var unreadable = new UnreadableMessage(message, UNREADABLE, queue, channel);
        DeadLetter letter = unreadable.letter(DeadLetterOnQueue.unreadable(queue, why), clock.instant());
        Message written = DeadLetterOnQueue.write(session, letter);
        if (unreadable.id().isPresent()) {
            MessageOnQueue.dropRepeatsOf(unreadable.id().get(), written);
        }
        try (MessageProducer producer = session.createProducer(session.createQueue(QueueNames.DEAD_LETTERS))) {
            producer.send(written);
        }
        return letter;
    }

    /**
     * The letters with their payloads, the oldest first.
     *
     * @param max how many at most
     * @throws BrokerException if the broker does not answer
     */
    public List<DeadLetter> list(DeadLetterFilter filter, int max) {
        List<DeadLetter> found = new ArrayList<>();
        browse(filter.selector(clock.instant()), max, letter -> found.add(shown(letter)));
        return found;
    }

    /**
     * The letters with an id, with their payloads: one for each channel that the message was for.
     *
     * @param id or its beginning, if only one id begins so
     * @throws NoSuchElementException if there is none
     * @throws IllegalArgumentException if several ids begin so
     * @throws BrokerException if the broker does not answer
     */
    public List<DeadLetter> find(String id) {
        List<DeadLetter> found = list(DeadLetterFilter.ofId(id), MAX_LETTERS_OF_ONE);
        if (found.isEmpty() && !id.isBlank()) {
            browse(DeadLetterFilter.beginningWith(id), MAX_LETTERS_OF_ONE, letter -> found.add(shown(letter)));
        }
        if (found.isEmpty()) {
            throw new NoSuchElementException("There is no dead letter %s.".formatted(id));
        }
        List<String> ids = found.stream().map(DeadLetter::id).distinct().toList();
        if (ids.size() > 1) {
            throw new IllegalArgumentException("%s begin with `%s`. Name more of it: %s%s."
                    .formatted(
                            Counted.of(ids.size(), "dead letter"),
                            id,
                            String.join(", ", ids.subList(0, Math.min(ids.size(), 3))),
                            ids.size() > 3 ? ", …" : ""));
        }
        return found;
    }

    /**
     * The letter that was given up last, with its payload.
     *
     * @throws NoSuchElementException if there is none
     * @throws BrokerException if the broker does not answer
     */
    public DeadLetter last() {
        var last = new AtomicReference<DeadLetterSummary>();
        browse(
                DeadLetterFilter.ALL.selector(clock.instant()),
                Integer.MAX_VALUE,
                letter -> last.set(shownShort(letter)));
        return Optional.ofNullable(last.get())
                .map(letter -> find(letter.id()).get(0))
                .orElseThrow(() -> new NoSuchElementException("There are no dead letters."));
    }

    /**
     * Looks at the letters.
     *
     * @param max how many of them to bring at most; all are counted
     * @param reroute who would replay those that failed in their route; empty: nobody
     * @throws BrokerException if the broker does not answer
     */
    public DeadLetterPage page(DeadLetterFilter filter, int max, Optional<Reroute> reroute) {
        String selector = filter.selector(clock.instant());
        List<DeadLetterSummary> first = new ArrayList<>();
        if (max > 0) {
            browse(selector, max, letter -> first.add(shownShort(letter)));
        }
        return new DeadLetterPage(
                letters(selector).count(),
                letters(Replayable.among(selector, reroute)).count(),
                first);
    }

    /**
     * How many letters there are.
     *
     * @throws BrokerException if the broker does not answer
     */
    public int count(DeadLetterFilter filter) {
        return letters(filter.selector(clock.instant())).count();
    }

    /**
     * How many letters there are of each kind. The broker looks at each.
     *
     * @throws BrokerException if the broker does not answer
     */
    public DeadLetterCounts counts() {
        var counts = new EnumMap<DeadLetter.Kind, Long>(DeadLetter.Kind.class);
        management
                .counts(QueueNames.DEAD_LETTERS, Property.KIND)
                .forEach((word, count) -> counts.merge(kind(word), count, Long::sum));
        return new DeadLetterCounts(counts);
    }

    /** One that cannot be read has no word for it, or none that is known. */
    private static DeadLetter.Kind kind(String word) {
        return Stream.of(DeadLetter.Kind.values())
                .filter(kind -> kind.name().equals(word))
                .findFirst()
                .orElse(DeadLetter.Kind.message);
    }

    private void browse(String selector, int max, WholeQueue.Look look) {
        inSession(false, session -> {
            letters(selector).browse(session, max, look);
            return look;
        });
    }

    WholeQueue letters(String selector) {
        return queue(QueueNames.DEAD_LETTERS, selector);
    }

    /** A queue of the same broker. */
    public WholeQueue queue(String name, @Nullable String selector) {
        return new WholeQueue(management, name, selector);
    }

    /** A letter that cannot be read, as somebody else's message at a broker elsewhere, is shown as one. */
    private DeadLetter shown(Message letter) throws JMSException {
        try {
            return DeadLetterOnQueue.read(letter);
        } catch (UnreadableMessageException e) {
            return new UnreadableMessage(letter, UNREADABLE, QueueNames.DEAD_LETTERS, null)
                    .letter(DeadLetterOnQueue.unreadable(QueueNames.DEAD_LETTERS, e), clock.instant());
        }
    }

    private DeadLetterSummary shownShort(Message letter) throws JMSException {
        try {
            return DeadLetterOnQueue.summary(letter);
        } catch (UnreadableMessageException e) {
            return shown(letter).summary();
        }
    }

    /**
     * Sends letters on their way again, the oldest first: what waited in the outbox waits there again behind what waits
     * now, in its old order; what failed in its route goes through the route again, and becomes a new letter if it fails
     * again. What cannot be replayed stays.
     *
     * @param batch how much to do in this go
     * @param reroute for letters that failed in their route; empty leaves those where they are
     * @return how many were sent
     * @throws BrokerException if the broker does not answer; those that were sent are no longer letters
     * @throws ReplayFailedException if a route does not take its letter, which stays
     */
    public int replay(DeadLetterFilter filter, DeadLetterBatch batch, Optional<Reroute> reroute) {
        return settlement().replay(filter.selector(clock.instant()), batch, reroute);
    }

    /**
     * Sends one letter on its way again with another payload, as {@link #replay} does.
     *
     * @param channel which of the letters with that id, if they are several
     * @param payload as it is shown: what the route is given, or what is sent
     * @return how many were sent: 0 if the letter is no more, or cannot be replayed
     * @throws IllegalArgumentException if the message was JSON, and this is not
     * @throws BrokerException if the broker does not answer
     * @throws ReplayFailedException if its route does not take it; it stays
     */
    public int replayAs(String id, Optional<String> channel, String payload, Optional<Reroute> reroute) {
        var filter =
                new DeadLetterFilter(Optional.of(id), channel, Optional.empty(), Optional.empty(), Optional.empty());
        return settlement().replayAs(filter.selector(clock.instant()), payload, reroute);
    }

    /**
     * Throws letters away, the oldest first.
     *
     * @param batch how much to do in this go
     * @return how many are gone
     * @throws BrokerException if the broker does not answer; those that are gone stay gone
     */
    public int discard(DeadLetterFilter filter, DeadLetterBatch batch) {
        return settlement().discard(filter.selector(clock.instant()), batch);
    }

    private DeadLetterSettlement settlement() {
        return new DeadLetterSettlement(this, sending, listener);
    }

    <T> T inSession(boolean transacted, Work<T> work) {
        try (Connection connection = connections.createConnection()) {
            connection.start();
            try (Session session = connection.createSession(transacted, Session.AUTO_ACKNOWLEDGE)) {
                return work.in(session);
            }
        } catch (BrokerException | ReplayFailedException | IllegalArgumentException e) {
            throw e;
        } catch (Exception e) {
            throw new BrokerException("The dead letters cannot be reached: %s.".formatted(e.getMessage()), e);
        }
    }

    interface Work<T> {
        T in(Session session) throws Exception;
    }
}
