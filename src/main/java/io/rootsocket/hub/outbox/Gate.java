package io.rootsocket.hub.outbox;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much may be sent to one RootSocket application now: no more than the rate allows, and during an outage one message
 * at a time, ever more rarely. Safe to share between threads.
 *
 * <p>An outage is when two channels fail with no success in between. One channel alone that fails is slowed down by its
 * own back-off and holds up no other.
 */
final class Gate {

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
    /** How many in a row are no accident. */
    private static final int REFUSALS = 3;

    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final CircuitBreaker breaker;
    private final Optional<Bucket> rate;
    private final String account;
    private final AtomicLong answered = new AtomicLong();
    private final AtomicInteger refusedInARow = new AtomicInteger();
    private volatile String reason = "";
    private volatile @Nullable String held;

    /**
     * @param ticks a clock that nobody sets
     * @param recovered run when an outage ends
     */
    Gate(String account, OutboxSettings settings, Clock ticks, Runnable recovered) {
        this.account = account;
        this.breaker = CircuitBreaker.of(account, configuration(settings, ticks));
        this.rate = settings.ratePerSecond().isPresent()
                ? Optional.of(bucket(settings.ratePerSecond().getAsInt(), ticks))
                : Optional.empty();
        breaker.getEventPublisher().onStateTransition(event -> {
            switch (event.getStateTransition()) {
                case CLOSED_TO_OPEN -> {
                    if (held == null) {
                        LOG.warn(
                                "RootSocket cannot be delivered to ({}). Messages wait in the outbox. {}",
                                account,
                                reason);
                    }
                }
                case HALF_OPEN_TO_CLOSED -> {
                    LOG.info("RootSocket is delivered to again ({}).", account);
                    recovered.run();
                }
                default -> LOG.debug("{}", event);
            }
        });
    }

    private static CircuitBreakerConfig configuration(OutboxSettings settings, Clock ticks) {
        return CircuitBreakerConfig.custom()
                .slidingWindowSize(2)
                .minimumNumberOfCalls(2)
                .failureRateThreshold(100)
                .permittedNumberOfCallsInHalfOpenState(1)
                .waitIntervalFunctionInOpenState(backOff(settings))
                .clock(ticks)
                .build();
    }

    /** Ever longer waits, each a quarter longer or shorter, so that those who failed together do not come back together. */
    static IntervalFunction backOff(OutboxSettings settings) {
        return IntervalFunction.ofExponentialRandomBackoff(settings.firstRetry(), 2, 0.25, settings.longestRetry());
    }

    /** A small bucket: a burst after a pause would be more than the rate within a second. */
    private static Bucket bucket(int perSecond, Clock ticks) {
        return Bucket.builder()
                .addLimit(limit ->
                        limit.capacity(Math.max(1, perSecond / 20)).refillGreedy(perSecond, Duration.ofSeconds(1)))
                .withCustomTimePrecision(new Ticks(ticks))
                .build();
    }

    /**
     * Asks to send one message. Who may must say what came of it: {@link #succeeded}, {@link #failed} or {@link
     * #notSent}.
     *
     * @return 0 if it may be sent; else the nanoseconds after which to ask again
     */
    long tryEnter() {
        if (!breaker.tryAcquirePermission()) {
            return LOOK_AGAIN.toNanos();
        }
        if (rate.isPresent()) {
            var probe = rate.get().tryConsumeAndReturnRemaining(1);
            if (!probe.isConsumed()) {
                breaker.releasePermission();
                return Math.max(1, probe.getNanosToWaitForRefill());
            }
        }
        return 0;
    }

    /** Whether there is a limit to the rate. */
    boolean isLimited() {
        return rate.isPresent();
    }

    /** RootSocket answered, be it that it refused the message. */
    void succeeded() {
        answered.incrementAndGet();
        refusedInARow.set(0);
        if (held != null) {
            held = null;
            LOG.info("RootSocket takes messages again ({}).", account);
        }
        breaker.onSuccess(0, TimeUnit.NANOSECONDS);
    }

    /**
     * RootSocket could not be reached, or was overloaded.
     *
     * @param why for the log
     * @param again whether this channel's last attempt failed as well, and so says nothing new
     */
    void failed(String why, boolean again) {
        reason = why;
        if (again && breaker.getState() == State.CLOSED) {
            breaker.releasePermission();
        } else {
            breaker.onError(0, TimeUnit.NANOSECONDS, new IllegalStateException("not delivered"));
        }
    }

    /**
     * RootSocket refused this message as it refuses all whose key or address is wrong. Some in a row, of whatever channels,
     * shut the gate.
     *
     * @param why for the log and for health
     */
    void refused(String why) {
        reason = why;
        breaker.onError(0, TimeUnit.NANOSECONDS, new IllegalStateException("refused"));
        if (refusedInARow.incrementAndGet() >= REFUSALS) {
            if (held == null) {
                LOG.error(
                        "RootSocket takes nothing now ({}): messages wait until it does, and none is given up. {}",
                        account,
                        why);
            }
            held = why;
            if (breaker.getState() == State.CLOSED) {
                breaker.transitionToOpenState();
            }
        }
    }

    /** Why RootSocket takes nothing of this application now; empty if it does. */
    Optional<String> held() {
        return Optional.ofNullable(held);
    }

    /** How many messages RootSocket has answered so far, other than with a refusal of all. */
    long answered() {
        return answered.get();
    }

    /** There was nothing to send after all. */
    void notSent() {
        breaker.releasePermission();
        rate.ifPresent(bucket -> bucket.addTokens(1));
    }

    /** RootSocket asks that nothing be sent for a while. */
    void pause(Duration wait) {
        breaker.transitionToOpenStateFor(wait);
    }

    /** Whether an outage is on. */
    boolean isShut() {
        return breaker.getState() != State.CLOSED;
    }

    private record Ticks(Clock clock) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            return ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant());
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
