package io.rootsocket.hub.webhook;

import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * One call of a webhook, from the first byte to the end of its route. Its caller may be told to come back while the route
 * still runs: the route then ends before its next step, and nothing of it is kept. Safe for threads.
 *
 * <pre>
 * WAITING ──begin──▶ RUNNING ──end──▶ ENDED
 *    └────────end─────────────────────▲
 * </pre>
 *
 * <p>Whether it is given up is told apart from that, as a route may go on for long after.
 */
public final class WebhookCall {

    private static final String PROPERTY = "RootSocketHubWebhookCall";

    /** The caller is told to come back before the route ends. */
    private static final Duration AFTER_THE_ANSWER = Duration.ofMillis(500);

    private enum State {
        WAITING,
        RUNNING,
        ENDED
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private final Consumer<WebhookCall> onEnd;
    private final long deadline;
    private final Queue<Runnable> whenGivenUp = new ConcurrentLinkedQueue<>();
    private volatile boolean givenUp;
    private byte @Nullable [] body;

    /**
     * @param timeout how long its caller waits, from now on
     * @param onEnd is run once, when the route has ended or will not begin
     */
    public WebhookCall(Duration timeout, Consumer<WebhookCall> onEnd) {
        this.onEnd = onEnd;
        this.deadline = System.nanoTime() + timeout.toNanos();
    }

    /** How long its caller still waits; negative when that is over. */
    public Duration timeLeft() {
        return Duration.ofNanos(deadline - System.nanoTime());
    }

    /** How long a step or a retry may wait: who called has been told to come back by then. */
    public Duration maxWait() {
        Duration max = timeLeft().plus(AFTER_THE_ANSWER);
        return max.isNegative() ? Duration.ZERO : max;
    }

    /** Has the exchange, and every copy of it, know its call. */
    public void of(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }

    /** The call that an exchange, or the one that it is a copy of, came by. */
    public static Optional<WebhookCall> by(Exchange exchange) {
        return Optional.ofNullable(exchange.getProperty(PROPERTY, WebhookCall.class));
    }

    /** The call whose caller waits for an exchange now; empty if nobody does. */
    public static Optional<WebhookCall> awaiting(Exchange exchange) {
        return by(exchange).filter(call -> ExchangeEntry.hasCaller(exchange));
    }

    /** Keeps the body as it came, which its signature is made of. Before the route begins. */
    public void keepBody(byte[] bytes) {
        body = bytes;
    }

    /** The body as it came; empty if there is none. */
    public Optional<byte[]> body() {
        return Optional.ofNullable(body);
    }

    /** The caller is told to come back, or has left before the route began. */
    public void giveUp() {
        givenUp = true;
        whenGivenUp.forEach(Runnable::run);
    }

    /**
     * Has a step let go of what it waits for when the caller is told to come back.
     *
     * @param letGo may be run more than once
     */
    public void whenGivenUp(Runnable letGo) {
        whenGivenUp.add(letGo);
        if (givenUp) {
            letGo.run();
        }
    }

    /** Whether its caller was told to come back. */
    public boolean isGivenUp() {
        return givenUp;
    }

    /** Whether the route has ended, or will not begin. */
    public boolean hasEnded() {
        return state.get() == State.ENDED;
    }

    /** Whether the route may begin; not if the call has ended without it. */
    public boolean begin() {
        return !givenUp && state.compareAndSet(State.WAITING, State.RUNNING);
    }

    /** Ends the call if the route has not begun, as then it never will. */
    public void leave() {
        if (state.compareAndSet(State.WAITING, State.ENDED)) {
            onEnd.accept(this);
        }
    }

    /** The route has ended. Safe twice. */
    public void end() {
        if (state.getAndSet(State.ENDED) != State.ENDED) {
            onEnd.accept(this);
        }
    }
}
