package io.rootsocket.hub.schedule;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the occurrences that this node has fired, each through its route, and hands their outcomes to the ledger. Not on
 * Quartz's threads, so that a slow route does not hold up the clocks. Safe to share between threads.
 *
 * <p>At least once: what is under way when the node dies is run again, by another node or at the next start, with the same
 * key.
 */
final class FiredOccurrences {

    private static final Logger LOG = LoggerFactory.getLogger(FiredOccurrences.class);

    private final Ledger ledger;
    private final LedgerWriter writer;
    private final ExecutorService threads;
    private final Clock clock;
    private final Duration doubtAfter;
    private final Function<Exchange, Optional<String>> failureOf;
    private final Map<String, ScheduleConsumer> consumers = new ConcurrentHashMap<>();
    private final Map<Occurrence, Instant> underWay = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    /**
     * @param doubtAfter after how long between fire and start another node may have taken over
     * @param failureOf why a route gave up an exchange; empty if it did not
     */
    FiredOccurrences(
            Ledger ledger,
            LedgerWriter writer,
            ExecutorService threads,
            Clock clock,
            Duration doubtAfter,
            Function<Exchange, Optional<String>> failureOf) {
        this.ledger = ledger;
        this.writer = writer;
        this.threads = threads;
        this.clock = clock;
        this.doubtAfter = doubtAfter;
        this.failureOf = failureOf;
    }

    /** From now on, occurrences of the route go to that consumer. */
    void connect(String route, ScheduleConsumer consumer) {
        consumers.put(route, consumer);
    }

    void disconnect(String route, ScheduleConsumer consumer) {
        consumers.remove(route, consumer);
    }

    boolean knows(String route) {
        return consumers.containsKey(route);
    }

    boolean isUnderWay(Occurrence occurrence) {
        return underWay.containsKey(occurrence);
    }

    int size() {
        return underWay.size();
    }

    /** Runs it as soon as a thread is free. */
    void submit(Fire fire) {
        if (underWay.putIfAbsent(fire.occurrence(), clock.instant()) != null) {
            return;
        }
        try {
            threads.execute(() -> runClaimed(fire));
        } catch (RejectedExecutionException e) {
            giveBack(fire.occurrence());
        }
    }

    /** Runs it on this thread. */
    void run(Fire fire) {
        if (underWay.putIfAbsent(fire.occurrence(), clock.instant()) == null) {
            runClaimed(fire);
        }
    }

    private void runClaimed(Fire fire) {
        ScheduleConsumer consumer = consumers.get(fire.occurrence().route());
        try {
            if (stopping || consumer == null) {
                giveBack(fire.occurrence());
            } else if (isTakenOver(fire.occurrence())) {
                underWay.remove(fire.occurrence());
            } else if (fire.overlap() == Overlap.SKIP && ledger.hasOtherRunning(fire.occurrence())) {
                end(fire.occurrence(), Outcome.SKIPPED, 0, "The one before it was still under way.");
            } else {
                route(fire, consumer);
            }
        } catch (RuntimeException e) {
            // The database is away. The ledger still has it as running; it is taken up again when the database is back.
            underWay.remove(fire.occurrence());
            LOG.warn("{} waits: {}", fire.occurrence(), e.getMessage());
        }
    }

    /** After a long hold-up another node may have taken this one for dead. */
    private boolean isTakenOver(Occurrence occurrence) {
        Instant fired = underWay.getOrDefault(occurrence, Instant.MIN);
        Instant due = occurrence.scheduledAt();
        Instant since = due.isBefore(fired) ? due : fired;
        return Duration.between(since, clock.instant()).compareTo(doubtAfter) > 0 && !ledger.isOurs(occurrence);
    }

    private void route(Fire fire, ScheduleConsumer consumer) {
        Exchange exchange = consumer.exchange(fire, clock.instant());
        try {
            consumer.getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
        Optional<String> failure = failureOf.apply(exchange);
        end(
                fire.occurrence(),
                failure.isPresent() ? Outcome.FAILED : Outcome.DELIVERED,
                ScheduleConsumer.accepted(exchange),
                failure.orElse(null));
        consumer.releaseExchange(exchange, false);
    }

    private void end(Occurrence occurrence, Outcome outcome, int accepted, @Nullable String detail) {
        writer.write(
                new Completion(occurrence, outcome, accepted, detail, clock.instant()),
                () -> underWay.remove(occurrence));
    }

    private void giveBack(Occurrence occurrence) {
        ledger.handBack(occurrence);
        underWay.remove(occurrence);
    }

    /** From now on, what has not begun is handed back. */
    void stop() {
        stopping = true;
    }
}
