package io.rootsocket.hub.outbox;

import io.rootsocket.hub.broker.DaemonThreads;
import io.rootsocket.hub.log.LogFields;
import io.rootsocket.hub.outbox.message.LaneName;
import jakarta.jms.JMSException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers the lanes of one RootSocket application: as many at once as there are workers, and each that failed again after
 * a while. Safe to share between threads.
 */
final class Dispatcher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    /** How long the thread of a worker that has nothing to do stays. */
    private static final Duration IDLE = Duration.ofSeconds(5);

    private final Clock ticks = new MonotonicClock();
    private final Gate gate;
    private final ReadyLanes lanes;
    private final LaneDrain drain;
    private final LaneConsumers consumers;
    private final ExpiredMessages expired;
    private final boolean shared;
    private final ExecutorService workers;

    /**
     * @param own what this hub has sent
     * @param shared whether other hubs may put messages into the lanes, and take them, without our knowing
     */
    Dispatcher(
            String account,
            OutboxSettings settings,
            LaneConsumers consumers,
            MessageDelivery messages,
            ExpiredMessages expired,
            OwnMessages own,
            boolean shared,
            Clock clock,
            ReadyLanes.Timer timer) {
        this.consumers = consumers;
        this.expired = expired;
        this.shared = shared;
        this.gate = new Gate(account, settings, ticks, this::hurry);
        this.lanes = new ReadyLanes(
                gate,
                Gate.backOff(settings),
                shared,
                clock,
                ticks,
                timer,
                new Workers(settings.concurrency(), this::callWorker));
        this.drain = new LaneDrain(lanes, gate, consumers, messages, own, shared, ticks);
        // The thread that came last is used first, so that those that are too many end.
        this.workers = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                IDLE.toMillis(),
                TimeUnit.MILLISECONDS,
                new SynchronousQueue<>(),
                DaemonThreads.named("outbox-" + account));
    }

    private void callWorker() {
        workers.execute(this::work);
    }

    /** Why RootSocket takes nothing of this application now; empty if it does. */
    Optional<String> held() {
        return gate.held();
    }

    private void hurry() {
        lanes.hurry();
    }

    /** A message is on its way into a lane. */
    void announce(LaneName name) {
        lanes.announce(name);
    }

    /** What was on its way into a lane did not come. */
    void revoke(LaneName name) {
        lanes.revoke(name);
    }

    /** A message that was announced came into a lane. */
    void expect(LaneName name, int priority, Optional<Instant> expiresAt) {
        lanes.expect(name, priority, expiresAt);
    }

    /** Messages were found in a lane; whether they may expire is not known. */
    void find(LaneName name) {
        lanes.find(name);
    }

    private void work() {
        try {
            for (Lane lane = lanes.next(); lane != null; lane = lanes.next()) {
                lanes.end(lane, attend(lane));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** An {@link Error} is a failure of this lane: its worker goes on with others, and comes back to it. */
    private DrainResult attend(Lane lane) {
        try {
            DrainResult result = drain.drain(lane);
            note(lane, result);
            return result;
        } catch (Throwable e) {
            gate.notSent();
            lane.failures().add(ticks.instant());
            LogFields.of(LOG.atError(), lane.name().channel())
                    .setCause(e)
                    .log(
                            "The delivery to channel {} failed; its messages wait.",
                            lane.name().channel());
            OutboxTimer.tellIfFatal(e);
            return new DrainResult.NoBroker(e.toString());
        }
    }

    private void note(Lane lane, DrainResult result) {
        if (result instanceof DrainResult.Empty
                || result instanceof DrainResult.More
                || result instanceof DrainResult.Leaving) {
            return;
        }
        boolean again = lane.failures().length() > 0;
        lane.failures().add(ticks.instant());
        if (result instanceof DrainResult.Held held) {
            gate.refused(held.reason());
        } else if (result instanceof DrainResult.Failed failed) {
            gate.failed(failed.reason(), again);
            if (failed.everyChannel()) {
                failed.asked().ifPresent(gate::pause);
            }
            logFailure(lane, failed.reason());
        }
    }

    /** In an outage the gate has said it for all. */
    private void logFailure(Lane lane, String reason) {
        if (!gate.isShut() && lane.failures().tell()) {
            LogFields.of(LOG.atWarn(), lane.name().channel())
                    .log(
                            "Channel {} cannot be delivered to; its messages wait. {}",
                            lane.name().channel(),
                            reason);
        }
    }

    /** Forgets the lanes in which nothing is known to wait. */
    void forgetUnused() {
        lanes.forgetUnused();
    }

    /** How many lanes are known. */
    int lanes() {
        return lanes.size();
    }

    /** Moves what is too late to the dead letters, also while nothing can be delivered. */
    void expire() {
        lanes.forExpired(lane -> {
            boolean moved = false;
            boolean free = false;
            try {
                moved = expired.move(lane.name(), lane.failedAttempts());
                free = !moved && expired.isFree(lane.name());
            } catch (JMSException | RuntimeException e) {
                LOG.debug("What is too late in {} could not be moved", lane.name(), e);
            } finally {
                lanes.expired(lane, moved, free);
            }
        });
    }

    /**
     * Closes the consumers of lanes that nobody has drained for some time; where something waits after all, it is delivered.
     */
    void close(List<LaneName> unused) {
        if (shared) {
            unused.forEach(this::askOnceMore);
        } else {
            lanes.forUnused(unused, this::closeConsumer);
        }
    }

    private boolean closeConsumer(Lane lane) {
        try {
            return consumers.close(lane.name());
        } catch (JMSException | RuntimeException e) {
            notClosed(lane.name(), e);
            return true;
        }
    }

    private void askOnceMore(LaneName name) {
        try {
            if (consumers.askOnceMore(name)) {
                lanes.find(name);
            }
        } catch (JMSException | RuntimeException e) {
            notClosed(name, e);
        }
    }

    private static void notClosed(LaneName name, Exception e) {
        LOG.debug("The outbox's queue {} did not close cleanly", name.queue(), e);
    }

    /** Starts no more turns, and waits until those that are on have ended, at most for {@code timeout}. */
    boolean stop(Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        lanes.close();
        workers.shutdown();
        boolean all = workers.awaitTermination(timeout.toMillis(), TimeUnit.MILLISECONDS);
        for (Departure departure : lanes.takeDepartures()) {
            try {
                all &= departure.end(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            } catch (JMSException | RuntimeException e) {
                LOG.debug("What was delivered last did not leave its queue", e);
                all = false;
            }
        }
        return all;
    }

    /** Interrupts what has not ended. Safe twice. */
    @Override
    public void close() {
        lanes.close();
        workers.shutdownNow();
    }
}
