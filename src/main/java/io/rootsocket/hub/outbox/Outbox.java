package io.rootsocket.hub.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
    private static final Duration EXPIRE_EVERY = Duration.ofSeconds(1);

    private final ConnectionFactory connections;
    private final OutboxSettings settings;
    private final Clock clock;
    private final OutboxCounts counts;
    private final Capacity capacity;
    private final DeadLetters deadLetters;
    private final BrokerManagement management;
    private final OpenSessions senders;
    private final OpenSessions takers;
    private final Waiting waiting;
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1, threads("outbox-timer"));
    private final Map<String, Dispatcher> dispatchers = new ConcurrentHashMap<>();
    /** Those that are known to exist: to ask for each message costs as much as to send it. */
    private final Map<LaneName, Queue> queues = new ConcurrentHashMap<>();

    private volatile @Nullable Visit visit;
    private volatile List<WaitingChannel> seen = List.of();
    private volatile @Nullable String trouble;
    private volatile boolean ruled;

    /**
     * An outbox on a broker. It accepts at once, and delivers once it is started.
     *
     * @param disk the embedded broker's folder; empty for an external one
     */
    public Outbox(Broker broker, OutboxSettings settings, Optional<Path> disk, MeterRegistry meters, Clock clock) {
        this.connections = broker.connectionFactory();
        this.settings = settings;
        this.clock = clock;
        this.counts = new OutboxCounts(meters);
        this.capacity = new Capacity(settings, disk);
        this.deadLetters = new DeadLetters(connections, clock, this::cameBack);
        this.senders = new OpenSessions(connections, Session.AUTO_ACKNOWLEDGE);
        this.takers = new OpenSessions(connections, Session.CLIENT_ACKNOWLEDGE);
        this.management = new BrokerManagement(connections);
        this.waiting = new Waiting(connections, management);
    }

    static ThreadFactory threads(String name) {
        var number = new AtomicInteger();
        return task -> {
            var thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /**
     * Starts to deliver. A broker that cannot be reached yet is looked for again.
     *
     * @param delivery how a message is handed to RootSocket
     */
    public void start(Delivery delivery) {
        visit = new Visit(takers, delivery, deadLetters, settings, counts, capacity, clock);
        timer.scheduleWithFixedDelay(this::look, 0, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        timer.scheduleWithFixedDelay(
                () -> dispatchers.values().forEach(Dispatcher::expire),
                EXPIRE_EVERY.toMillis(),
                EXPIRE_EVERY.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /**
     * Accepts a message. Once it returns, the message is on the broker's disk.
     *
     * @throws OutboxFullException if no more messages may wait
     * @throws BrokerException if the broker did not take it
     */
    public void accept(OutboxMessage message) {
        capacity.requireRoom();
        LaneName lane = LaneName.of(message);
        try {
            send(lane, message);
        } catch (JMSException | RuntimeException e) {
            capacity.notStored();
            throw new BrokerException("The broker did not take it: %s.".formatted(e.getMessage()), e);
        }
        capacity.stored();
        counts.accepted(message.channel());
        expect(lane, message.priority(), message.expiresAt());
    }

    /** A dead letter was replayed: it is on disk and need not wait for the next look. */
    private void cameBack(OutboxMessage message) {
        capacity.entered();
        expect(LaneName.of(message), message.priority(), Optional.empty());
    }

    private void send(LaneName lane, OutboxMessage message) throws JMSException {
        var open = senders.take();
        try {
            open.producer()
                    .send(
                            queues.computeIfAbsent(lane, LaneName::destination),
                            MessageOnQueue.write(open.session(), message));
        } catch (JMSException | RuntimeException e) {
            senders.drop(open);
            throw e;
        }
        senders.giveBack(open);
    }

    private void expect(LaneName lane, int priority, Optional<Instant> expiresAt) {
        Visit visitor = visit;
        // Without the rules, the order would not be safe; once they are there, what waits is found.
        if (visitor != null && ruled) {
            dispatcher(lane, visitor).expect(lane, priority, expiresAt);
        }
    }

    private Dispatcher dispatcher(LaneName lane, Visit visitor) {
        return dispatchers.computeIfAbsent(
                lane.account(), account -> new Dispatcher(account, settings, visitor, clock, timer));
    }

    /** Finds what an earlier run, a replay or another hub has left, and measures. */
    private void look() {
        try {
            if (!ruled) {
                AddressRules.apply(management, settings);
                ruled = true;
            }
            // A queue that a person has deleted is made again.
            queues.clear();
            Capacity.Count before = capacity.count();
            List<WaitingChannel> found = waiting.channels();
            capacity.measure(
                    before, found.stream().mapToLong(WaitingChannel::depth).sum());
            counts.waiting(found, clock.instant());
            seen = found;
            Visit visitor = visit;
            for (WaitingChannel channel : found) {
                if (visitor != null) {
                    var lane = new LaneName(channel.account(), channel.channel());
                    dispatcher(lane, visitor).find(lane);
                }
            }
            trouble = null;
        } catch (RuntimeException e) {
            if (timer.isShutdown()) {
                return;
            }
            String reason = String.valueOf(e.getMessage());
            if (!reason.equals(trouble)) {
                LOG.warn("The outbox delivers nothing now. {}", reason);
                LOG.debug("The outbox could not be looked at", e);
            }
            trouble = reason;
        }
    }

    /** What waits, as of the last few seconds. */
    public OutboxStatus status() {
        return new OutboxStatus(seen, capacity.full(), Optional.ofNullable(trouble));
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
        visit = null;
        boolean all = true;
        long end = System.nanoTime() + timeout.toNanos();
        for (Dispatcher dispatcher : dispatchers.values()) {
            all &= dispatcher.stop(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        }
        timer.shutdown();
        return all;
    }

    /** Ends at once; the broker stays. Safe twice. */
    @Override
    public void close() {
        visit = null;
        timer.shutdownNow();
        dispatchers.values().forEach(Dispatcher::close);
        senders.close();
        takers.close();
    }
}
