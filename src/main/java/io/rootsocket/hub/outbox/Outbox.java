package io.rootsocket.hub.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.rootsocket.hub.broker.Broker;
import io.rootsocket.hub.broker.BrokerException;
import io.rootsocket.hub.broker.DiskSpace;
import io.rootsocket.hub.broker.EmbeddedBroker;
import io.rootsocket.hub.broker.SessionPool;
import io.rootsocket.hub.broker.SharedConnection;
import io.rootsocket.hub.broker.UnusedQueues;
import io.rootsocket.hub.broker.consumer.QueueConsumers;
import io.rootsocket.hub.deadletters.DeadLetterBatch;
import io.rootsocket.hub.deadletters.DeadLetterCounts;
import io.rootsocket.hub.deadletters.DeadLetterRoom;
import io.rootsocket.hub.deadletters.DeadLetterTally;
import io.rootsocket.hub.deadletters.DeadLetters;
import io.rootsocket.hub.deadletters.GivenUpByBroker;
import io.rootsocket.hub.outbox.message.LaneName;
import io.rootsocket.hub.outbox.message.OutboxMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts messages onto the broker's disk and delivers them behind it, each channel in order. Safe to share between
 * threads.
 *
 * <p>Delivery is at least once: what {@link #accept} has returned for is delivered, or is a dead letter, over any crash;
 * what was on its way at a crash may be delivered twice.
 */
public final class Outbox implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final Duration GO_ON_AFTER = Duration.ofMillis(10);
    private static final DeadLetterBatch GIVEN_UP_AT_ONCE = new DeadLetterBatch(1_000, Duration.ofMillis(500));
    private final OutboxSettings settings;
    private final Clock clock;
    private final Upkeep upkeep;
    private final OutboxCounts counts;
    private final Optional<EmbeddedBroker> embedded;
    private final Capacity capacity;
    private final OutboxListeners listeners = new OutboxListeners();
    private final DeadLetters deadLetters;
    private final DeadLetterRoom room;
    private final DeadLetterTally tally;
    private final GivenUpByBroker givenUp;
    private final SharedConnection connection;
    /** What is sent in one of them is on disk once that returns. */
    private final SessionPool sessions;

    private final MessageStore store;
    private final LaneConsumers consumers;
    private final BacklogWatch backlog;
    private final OutboxTimer timer = new OutboxTimer();
    private final Map<String, Dispatcher> dispatchers = new ConcurrentHashMap<>();
    private final AtomicBoolean closesUnused = new AtomicBoolean();
    private final boolean shared;
    private final OwnMessages own;
    private final ReadWriteLock sending = new ReentrantReadWriteLock();
    private final Optional<UnusedQueues> unusedQueues;

    /** For the timer. */
    private boolean manyAreUnused;

    private volatile @Nullable Deliverer deliverer;

    /**
     * An outbox on a broker. It accepts at once, and delivers once it is started.
     *
     * @param disk the embedded broker's folder; empty for an external one
     */
    public Outbox(Broker broker, OutboxSettings settings, Optional<Path> disk, MeterRegistry meters, Clock clock) {
        this(broker, settings, disk, meters, clock, Upkeep.USUAL);
    }

    Outbox(
            Broker broker,
            OutboxSettings settings,
            Optional<Path> disk,
            MeterRegistry meters,
            Clock clock,
            Upkeep upkeep) {
        this.settings = settings;
        this.clock = clock;
        this.upkeep = upkeep;
        this.counts = new OutboxCounts(meters, upkeep, System::nanoTime);
        this.embedded = broker.embedded();
        this.capacity = new Capacity(
                settings,
                disk.map(folder -> new DiskSpace(folder, settings.maxDiskUsage())),
                embedded.map(EmbeddedBroker::tally));
        this.room = new DeadLetterRoom(settings.maxDeadLetterBytes());
        this.deadLetters =
                new DeadLetters(broker.hubConnections(), broker.management(), sending.readLock(), clock, letters());
        this.tally = new DeadLetterTally(deadLetters::counts);
        counts.deadLetters(tally::now);
        this.givenUp = new GivenUpByBroker(deadLetters, clock);
        this.connection = new SharedConnection(broker.ownConnections());
        this.shared = broker.isShared();
        this.own = new OwnMessages(shared);
        this.sessions = new SessionPool(connection, Session.AUTO_ACKNOWLEDGE);
        this.store = new MessageStore(
                sessions,
                new SessionPool(connection, Session.SESSION_TRANSACTED),
                embedded.map(EmbeddedBroker::producer),
                own,
                sending.readLock());
        this.unusedQueues = embedded.map(server -> new UnusedQueues(server, sending, store::lookForQueues));
        this.consumers = new LaneConsumers(
                new QueueConsumers(broker, connection),
                // Where none can be asked before it closes, it would keep others from its lane for nothing.
                shared ? Integer.MAX_VALUE : settings.concurrency(),
                this::closeUnusedSoon);
        this.backlog = new BacklogWatch(broker, settings, store, capacity, room, counts, listeners, clock);
    }

    /** Tells it from now on what becomes of messages. */
    public void tell(OutboxListener listener) {
        listeners.add(listener);
    }

    /** What delivery needs once it has started. */
    private record Deliverer(MessageDelivery messages, ExpiredMessages expired) {}

    /**
     * Starts to deliver. A broker that cannot be reached yet is looked for again.
     *
     * @param delivery how a message is handed to RootSocket
     */
    public void start(Delivery delivery) {
        var undeliverable = new UndeliverableMessages(deadLetters, sessions, listeners, counts, capacity);
        deliverer = new Deliverer(
                new MessageDelivery(delivery, listeners, undeliverable, settings, counts, capacity, clock),
                new ExpiredMessages(consumers, deadLetters, undeliverable, clock));
        timer.repeat(this::look, upkeep.look());
        timer.repeat(this::takeGivenUp, upkeep.look());
        timer.repeat(this::giveUpUnused, upkeep.look());
        timer.repeat(() -> dispatchers.values().forEach(Dispatcher::expire), upkeep.expire());
    }

    /**
     * Accepts a message. Once it returns, the message is on the broker's disk.
     *
     * @return false if it was dropped, as its channel has had its key before; a repeat after a crash, whose key came of its
     *     occurrence, is no other message than the first, and counts as accepted
     * @throws OutboxFullException if no more messages may wait, or the dead letters fill their room
     * @throws BrokerException if the broker did not take it
     */
    public boolean accept(OutboxMessage message) {
        room.full().ifPresent(reason -> {
            throw new OutboxFullException(reason);
        });
        capacity.requireRoom();
        LaneName lane = LaneName.of(message);
        Optional<Dispatcher> dispatcher = dispatcher(lane);
        dispatcher.ifPresent(delivers -> delivers.announce(lane));
        boolean stored;
        try {
            stored = store.store(lane, message);
        } catch (JMSException | RuntimeException e) {
            dispatcher.ifPresent(delivers -> delivers.revoke(lane));
            capacity.notStored();
            throw new BrokerException("The broker did not take it: %s.".formatted(e.getMessage()), e);
        }
        if (!stored) {
            dispatcher.ifPresent(delivers -> delivers.revoke(lane));
            capacity.notStored();
            listeners.ended(message, new OutboxListener.Repeated());
            return false;
        }
        capacity.stored(message);
        counts.accepted(message.channel());
        // Before anybody delivers it.
        listeners.accepted(message);
        dispatcher.ifPresentOrElse(
                delivers -> delivers.expect(lane, message.priority(), message.expiresAt()),
                // Delivery may have started meanwhile.
                () -> dispatcher(lane).ifPresent(delivers -> delivers.find(lane)));
        return true;
    }

    private DeadLetters.Listener letters() {
        return new DeadLetters.Listener() {
            @Override
            public void replayed(OutboxMessage message) {
                listeners.accepted(message);
                cameBack(message);
            }

            @Override
            public void discarded(String messageId, String exchangeId) {
                listeners.discarded(messageId, exchangeId);
            }
        };
    }

    /** A dead letter was replayed: it is on disk and need not wait for the next look. */
    private void cameBack(OutboxMessage message) {
        capacity.entered(message);
        LaneName lane = LaneName.of(message);
        dispatcher(lane).ifPresent(delivers -> {
            delivers.announce(lane);
            delivers.expect(lane, message.priority(), Optional.empty());
        });
    }

    /** Who delivers a lane. Nobody without the rules, as its order would not be safe; what waits is found later. */
    private Optional<Dispatcher> dispatcher(LaneName lane) {
        Deliverer current = deliverer;
        return current == null || !backlog.isRuled()
                ? Optional.empty()
                : Optional.of(dispatchers.computeIfAbsent(lane.account(), account -> dispatcher(account, current)));
    }

    private Dispatcher dispatcher(String account, Deliverer current) {
        return new Dispatcher(
                account, settings, consumers, current.messages(), current.expired(), own, shared, clock, timer);
    }

    /** A timer that looks only while a consumer is open: at rest none is. */
    private void closeUnusedSoon() {
        if (closesUnused.compareAndSet(false, true)) {
            timer.runAfter(upkeep.close(), this::closeUnused);
        }
    }

    private void closeUnused() {
        try {
            closeThoseUnused();
        } finally {
            closesUnused.set(false);
            if (!consumers.isEmpty()) {
                closeUnusedSoon();
            }
        }
    }

    private void closeThoseUnused() {
        var unused = consumers.unusedFor(upkeep.openFor()).stream().collect(Collectors.groupingBy(LaneName::account));
        dispatchers.forEach((account, dispatcher) -> dispatcher.close(unused.getOrDefault(account, List.of())));
    }

    private void look() {
        try {
            backlog.look(lane -> dispatcher(lane).ifPresent(delivers -> delivers.find(lane)));
        } catch (RuntimeException e) {
            if (!timer.isOver()) {
                backlog.failed(e);
            }
        }
    }

    /** Channels that nobody uses any more: what is known of them, and their queues. An external broker's are its own. */
    private void giveUpUnused() {
        dispatchers.values().forEach(Dispatcher::forgetUnused);
        counts.forgetUnused();
        if (!manyAreUnused) {
            unusedQueues.ifPresent(this::giveUp);
        }
    }

    private void giveUp(UnusedQueues queues) {
        manyAreUnused = false;
        try {
            manyAreUnused = queues.giveUp();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (manyAreUnused) {
            // What else the timer has to do comes first.
            timer.runAfter(GO_ON_AFTER, () -> giveUp(queues));
        }
    }

    /** An external broker's own are for those who run it. */
    private void takeGivenUp() {
        if (shared) {
            return;
        }
        try {
            givenUp.moveToDeadLetters(GIVEN_UP_AT_ONCE);
        } catch (RuntimeException e) {
            LOG.debug("What the broker gave up stays where it is", e);
        }
    }

    /** Why nothing more is taken; empty if it is. For who asks often. */
    public Optional<String> full() {
        return room.full().or(capacity::full);
    }

    /** What waits, as of the last few seconds. */
    public OutboxStatus status() {
        List<String> held = dispatchers.values().stream()
                .flatMap(dispatcher -> dispatcher.held().stream())
                .distinct()
                .toList();
        List<String> unreadable =
                embedded.map(server -> server.losses().unreadable()).orElse(List.of());
        return new OutboxStatus(backlog.waiting(), full(), backlog.trouble(), held, backlog.missing(), unreadable);
    }

    /** How many channels it knows something of now, because of what waits in them or has just left them. */
    int lanes() {
        return dispatchers.values().stream().mapToInt(Dispatcher::lanes).sum();
    }

    /** How many more dead letters there may be. */
    public DeadLetterRoom deadLetterRoom() {
        return room;
    }

    /** How many dead letters there are now; while the broker does not answer, as many as when it last did. */
    public DeadLetterCounts deadLetterCounts() {
        return tally.now();
    }

    /** What could not be delivered. */
    public DeadLetters deadLetters() {
        return deadLetters;
    }

    /**
     * Starts no more deliveries and waits for those that are on. Messages are still accepted.
     *
     * @return whether all ended within {@code timeout}; one that did not may be delivered twice
     */
    public boolean stopDelivering(Duration timeout) throws InterruptedException {
        deliverer = null;
        boolean all = true;
        long end = System.nanoTime() + timeout.toNanos();
        for (Dispatcher dispatcher : dispatchers.values()) {
            all &= dispatcher.stop(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        }
        timer.end();
        consumers.close();
        return all;
    }

    /** Ends at once; the broker stays. Safe twice. */
    @Override
    public void close() {
        deliverer = null;
        timer.endNow();
        dispatchers.values().forEach(Dispatcher::close);
        connection.close();
    }
}
