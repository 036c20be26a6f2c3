package io.rootsocket.hub.schedule;

import io.rootsocket.hub.schedule.ledger.Completion;
import io.rootsocket.hub.schedule.ledger.Ledger;
import io.rootsocket.hub.schedule.ledger.LedgerWriter;
import io.rootsocket.hub.schedule.ledger.Occurrence;
import io.rootsocket.hub.schedule.ledger.OccurrenceListener;
import io.rootsocket.hub.schedule.ledger.Outcome;
import io.rootsocket.hub.schedule.timetable.Overlap;
import io.rootsocket.hub.text.Counted;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Runs the occurrences that this node has fired, each through its route, and hands their outcomes to the ledger. Not on
 * Quartz's threads, so that a slow route does not hold up the clocks. Safe to share between threads.
 *
 * <p>At least once: what is under way when the node dies is run again, by another node or at the next start, with the same
 * key.
 */
final class FiredOccurrences {

    private static final Logger LOG = LoggerFactory.getLogger(FiredOccurrences.class);
    private static final long LOOK_AGAIN_MILLIS = 100;

    private final Ledger ledger;
    private final LedgerWriter writer;
    private final ExecutorService threads;
    private final Clock clock;
    private final Duration doubtAfter;
    private final BooleanSupplier full;
    private final RouteEnds ends;
    private final OccurrenceListener listener;
    private final Map<String, ScheduleConsumer> consumers = new ConcurrentHashMap<>();
    private final Map<Occurrence, Instant> underWay = new ConcurrentHashMap<>();
    private final FireQueue queue = new FireQueue();
    /** What has fired for a route that is being swapped, the earliest first. */
    private final Set<Fire> waiting = new LinkedHashSet<>();

    private volatile boolean changing;
    private volatile boolean stopping;

    /**
     * @param doubtAfter after how long between fire and start another node may have taken over
     * @param full whether what an occurrence sends would not be taken now
     * @param ends how routes end
     * @param listener hears how occurrences go
     */
    FiredOccurrences(
            Ledger ledger,
            LedgerWriter writer,
            ExecutorService threads,
            Clock clock,
            Duration doubtAfter,
            BooleanSupplier full,
            RouteEnds ends,
            OccurrenceListener listener) {
        this.ledger = ledger;
        this.writer = writer;
        this.threads = threads;
        this.clock = clock;
        this.doubtAfter = doubtAfter;
        this.full = full;
        this.ends = ends;
        this.listener = listener;
    }

    /** From now on, occurrences of the route go to that consumer; those first that waited for it. */
    synchronized void connect(String route, ScheduleConsumer consumer) {
        consumers.put(route, consumer);
        goOn(fire -> fire.occurrence().route().equals(route));
    }

    void disconnect(String route, ScheduleConsumer consumer) {
        consumers.remove(route, consumer);
    }

    /** Routes are about to be swapped: what fires meanwhile for a route that is not there waits for it. */
    synchronized void routesChange() {
        changing = true;
    }

    /** The routes have been swapped: what still waits has no route any more. */
    synchronized void routesChanged() {
        changing = false;
        goOn(fire -> true);
    }

    private void goOn(Predicate<Fire> which) {
        for (Fire fire : waiting.stream().filter(which).toList()) {
            waiting.remove(fire);
            execute(List.of(fire));
        }
        notifyAll();
    }

    /** The consumers that are there at the moment of each look, by route. */
    Map<String, ScheduleConsumer> consumers() {
        return Collections.unmodifiableMap(consumers);
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
        submitInOrder(List.of(fire));
    }

    /** Runs them, all of one route, one after the other, as soon as a thread is free. */
    void submitInOrder(List<Fire> fires) {
        execute(fires.stream().filter(this::claim).toList());
    }

    /** Whether anything begins here now: not at the end of this node, nor while nothing more may be sent. */
    boolean beginsAny() {
        return !stopping && !full.getAsBoolean();
    }

    private boolean claim(Fire fire) {
        return underWay.putIfAbsent(fire.occurrence(), clock.instant()) == null;
    }

    private void execute(List<Fire> fires) {
        if (fires.isEmpty()) {
            return;
        }
        queue.add(fires);
        try {
            threads.execute(() -> queue.poll().forEach(this::runClaimed));
        } catch (RejectedExecutionException e) {
            // There is one more of them than there are threads to come, whichever it is.
            queue.poll().forEach(fire -> giveBack(fire.occurrence()));
        }
    }

    /** Runs it on this thread, once those before it have ended: on other nodes too, and those that were cut off. */
    void run(Fire fire) {
        if (claim(fire)) {
            try {
                awaitRoute(fire.occurrence().route());
                awaitTurn(fire.occurrence());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            runClaimed(fire);
        }
    }

    private synchronized void awaitRoute(String route) throws InterruptedException {
        while (changing && !stopping && !consumers.containsKey(route)) {
            wait(LOOK_AGAIN_MILLIS);
        }
    }

    private void awaitTurn(Occurrence occurrence) throws InterruptedException {
        while (!stopping && !isNext(occurrence)) {
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
    }

    private boolean isNext(Occurrence occurrence) {
        try {
            return !ledger.hasOtherRunning(occurrence);
        } catch (DataAccessException e) {
            LOG.debug("The database is away: {} waits", occurrence, e);
            return false;
        }
    }

    private void runClaimed(Fire fire) {
        ScheduleConsumer consumer = consumers.get(fire.occurrence().route());
        try {
            if (!beginsAny()) {
                // Taken up again in a few seconds, if there is room by then.
                giveBack(fire.occurrence());
            } else if (consumer == null) {
                waitForRoute(fire);
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

    /** A route that is being swapped is there again soon; one that is not is left to other nodes. */
    private void waitForRoute(Fire fire) {
        boolean come;
        synchronized (this) {
            come = consumers.containsKey(fire.occurrence().route());
            if (changing && !come) {
                waiting.add(fire);
                return;
            }
        }
        if (come) {
            runClaimed(fire);
        } else {
            giveBack(fire.occurrence());
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
        Instant now = clock.instant();
        Exchange exchange = consumer.exchange(fire, now);
        if (fire.next().isPresent()) {
            listener.began(
                    fire.occurrence().route(),
                    Duration.between(fire.occurrence().scheduledAt(), now));
        }
        try {
            consumer.getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
        if (isTooLateFor(consumer, fire, exchange)) {
            consumer.releaseExchange(exchange, false);
            runClaimed(fire);
            return;
        }
        if (ends.isInterrupted(exchange)) {
            giveBack(fire.occurrence());
        } else {
            end(fire.occurrence(), exchange);
        }
        consumer.releaseExchange(exchange, false);
    }

    /** The route was swapped in the moment between, and took nothing. */
    private boolean isTooLateFor(ScheduleConsumer consumer, Fire fire, Exchange exchange) {
        return exchange.getException() instanceof RejectedExecutionException
                && consumers.get(fire.occurrence().route()) != consumer;
    }

    private void end(Occurrence occurrence, Exchange exchange) {
        Optional<String> failure = ends.failureOf(exchange);
        int accepted = ScheduleConsumer.accepted(exchange);
        int dropped = ScheduleConsumer.dropped(exchange);
        if (failure.isPresent()) {
            end(occurrence, Outcome.FAILED, accepted, failure.get());
        } else if (accepted == 0 && dropped == 0) {
            end(occurrence, Outcome.DELIVERED, 0, "It sent nothing.");
        } else {
            String repeats = dropped == 0 ? null : Counted.of(dropped, "message") + " dropped, seen before.";
            end(occurrence, accepted == 0 ? Outcome.DROPPED : Outcome.DELIVERED, accepted, repeats);
        }
    }

    private void end(Occurrence occurrence, Outcome outcome, int accepted, @Nullable String detail) {
        listener.ended(occurrence.route(), outcome);
        writer.write(
                new Completion(occurrence, outcome, accepted, detail, clock.instant()),
                () -> underWay.remove(occurrence));
    }

    /** One that another node has left, and that nobody runs any more. */
    void miss(Occurrence occurrence, String why) {
        listener.ended(occurrence.route(), Outcome.MISSED);
        writer.write(
                new Completion(occurrence, Outcome.MISSED, 0, why, clock.instant()),
                () -> LOG.warn("{} is missed: {}", occurrence, why));
    }

    private void giveBack(Occurrence occurrence) {
        ledger.handBack(occurrence);
        underWay.remove(occurrence);
    }

    /** From now on, what has not begun is handed back. */
    synchronized void stop() {
        stopping = true;
        goOn(fire -> true);
    }
}
