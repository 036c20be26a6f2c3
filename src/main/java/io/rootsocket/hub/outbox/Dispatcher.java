package io.rootsocket.hub.outbox;

import io.github.resilience4j.core.IntervalFunction;
import jakarta.jms.JMSException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers the lanes of one RootSocket application: as many at once as there are workers, and each that failed again after
 * a while. Safe to share between threads.
 */
final class Dispatcher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final Visit visit;
    private final Clock clock;
    private final Clock ticks = new MonotonicClock();
    private final Gate gate;
    private final Turns turns;
    private final boolean shared;
    private final IntervalFunction backOff;
    private final ScheduledExecutorService timer;
    private final ExecutorService workers;

    /** @param shared whether other hubs may put messages into the lanes, and take them, without our knowing */
    Dispatcher(
            String account,
            OutboxSettings settings,
            Visit visit,
            boolean shared,
            Clock clock,
            ScheduledExecutorService timer) {
        this.visit = visit;
        this.shared = shared;
        this.clock = clock;
        this.timer = timer;
        this.gate = new Gate(account, settings, ticks, this::hurry);
        this.turns = new Turns(gate, shared, clock);
        this.backOff = Gate.backOff(settings);
        this.workers = Executors.newFixedThreadPool(settings.concurrency(), Outbox.threads("outbox-" + account));
        for (int i = 0; i < settings.concurrency(); i++) {
            workers.execute(this::work);
        }
    }

    /** Why RootSocket takes nothing of this application now; empty if it does. */
    Optional<String> held() {
        return gate.held();
    }

    private void hurry() {
        turns.hurry();
    }

    /** A message is on its way into a lane. */
    void announce(LaneName name) {
        turns.announce(name);
    }

    /** What was on its way into a lane did not come. */
    void revoke(LaneName name) {
        turns.revoke(name);
    }

    /** A message that was announced came into a lane. */
    void expect(LaneName name, int priority, Optional<Instant> expiresAt) {
        turns.expect(name, priority, expiresAt);
    }

    /** Messages were found in a lane; whether they may expire is not known. */
    void find(LaneName name) {
        turns.find(name);
    }

    private void work() {
        try {
            for (Lane lane = turns.next(); lane != null; lane = turns.next()) {
                settle(lane, visit(lane));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** An {@link Error} is a failure of this lane: its worker goes on with others, and comes back to it. */
    private VisitEnd visit(Lane lane) {
        try {
            return visit.deliver(new WorkersTurn(lane));
        } catch (Throwable e) {
            gate.notSent();
            LOG.error(
                    "The visit to channel {} failed; its messages wait.",
                    lane.name().channel(),
                    e);
            Outbox.tellIfFatal(e);
            return new VisitEnd.NoBroker(e.toString());
        }
    }

    private void settle(Lane lane, VisitEnd end) {
        if (end instanceof VisitEnd.Held held) {
            gate.refused(held.reason());
        } else if (end instanceof VisitEnd.Failed failed) {
            gate.failed(failed.reason(), lane.failures() > 0);
            if (failed.everyChannel()) {
                failed.retryAfter().ifPresent(gate::pause);
            }
        }
        turns.locked(() -> {
            if (end instanceof VisitEnd.Failed failed) {
                lane.beUncertain();
                lane.fail(ticks.instant());
                logFailure(lane, failed.reason());
                retry(lane, failed.retryAfter().orElse(Duration.ZERO));
            } else if (end instanceof VisitEnd.NoBroker || end instanceof VisitEnd.Held) {
                lane.beUncertain();
                lane.fail(ticks.instant());
                retry(lane, Duration.ZERO);
            } else if (end instanceof VisitEnd.More) {
                turns.makeReady(lane);
            } else {
                lane.beEmpty();
                if (lane.isCalled()) {
                    turns.makeReady(lane);
                } else {
                    lane.beIdle();
                }
            }
        });
    }

    private void retry(Lane lane, Duration atLeast) {
        lane.beRetrying();
        long millis = Math.max(backOff.apply(lane.failures()), atLeast.toMillis());
        if (!turns.isClosed()) {
            timer.schedule(() -> turns.wake(lane), millis, TimeUnit.MILLISECONDS);
        }
    }

    /** In an outage the gate has said it for all. */
    private void logFailure(Lane lane, String reason) {
        if (!gate.isShut() && lane.tellFailure()) {
            LOG.warn(
                    "Channel {} cannot be delivered to; its messages wait. {}",
                    lane.name().channel(),
                    reason);
        }
    }

    private void logRecovery(Lane lane, Instant since) {
        var lasted = Duration.ofSeconds(Duration.between(since, ticks.instant()).toSeconds());
        LOG.info("Channel {} is delivered to again, after {}.", lane.name().channel(), lasted);
    }

    /** Forgets the lanes in which nothing is known to wait. */
    void forgetUnused() {
        turns.forgetUnused();
    }

    /** Moves what is too late to the dead letters, also while nothing can be delivered. */
    void expire() {
        turns.forExpired(lane -> {
            try {
                boolean moved = visit.expire(lane.name(), lane.failedAttempts());
                boolean free = !moved && visit.isFreeOfExpiry(lane.name());
                turns.locked(() -> lane.expired(moved, free, clock.instant()));
            } catch (JMSException | RuntimeException e) {
                LOG.debug("What is too late in {} could not be moved", lane.name(), e);
                turns.locked(() -> lane.expired(false, false, clock.instant()));
            }
        });
    }

    /** Closes lanes that nobody has visited for some time; where something waits after all, it is delivered. */
    void close(List<LaneName> unused) {
        turns.forUnused(unused, lane -> {
            try {
                return visit.close(lane.name());
            } catch (JMSException | RuntimeException e) {
                LOG.debug(
                        "The outbox's queue {} did not close cleanly",
                        lane.name().queue(),
                        e);
                return true;
            }
        });
    }

    /** Starts no more turns, and waits until those that are on have ended, at most for {@code timeout}. */
    boolean stop(Duration timeout) throws InterruptedException {
        turns.close();
        workers.shutdown();
        return workers.awaitTermination(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Interrupts what has not ended. Safe twice. */
    @Override
    public void close() {
        turns.close();
        workers.shutdownNow();
    }

    private final class WorkersTurn implements Turn {

        private final Lane lane;
        private final long end = Turns.endOfATurn();

        WorkersTurn(Lane lane) {
            this.lane = lane;
        }

        @Override
        public LaneName lane() {
            return lane.name();
        }

        @Override
        public FailedAttempts failures() {
            return lane.failedAttempts();
        }

        @Override
        public long answered() {
            return gate.answered();
        }

        @Override
        public void settled() {
            gate.succeeded();
            turns.locked(() -> {
                lane.lose();
                lane.recover().ifPresent(since -> logRecovery(lane, since));
            });
        }

        @Override
        public void skipped() {
            gate.notSent();
            turns.locked(lane::lose);
        }

        @Override
        public void unused() {
            gate.notSent();
        }

        @Override
        public Outlook outlook() {
            return shared ? Outlook.UNSURE : lane.outlook();
        }

        @Override
        public boolean goesOn() {
            return turns.goesOn(lane, end);
        }
    }
}
