package io.rootsocket.hub.delivery;

import io.rootsocket.hub.component.RootSocketAmbiguousException;
import io.rootsocket.hub.component.RootSocketConfigurationException;
import io.rootsocket.hub.component.RootSocketEndpoint;
import io.rootsocket.hub.component.RootSocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether RootSocket takes the hub's own key: asked at the start, and again for as long as it does not. It is asked for
 * what changes nothing. Safe to share between threads.
 */
public final class KeyCheck implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KeyCheck.class);
    private static final Duration AGAIN = Duration.ofSeconds(15);
    private static final Duration FIRST_ANSWER = Duration.ofSeconds(2);
    private static final String SETTINGS =
            " In the hub's settings these are ROOTSOCKET_KEY, and ROOTSOCKET_REGION or ROOTSOCKET_API_URL.";

    private final CamelContext camel;
    private final ScheduledExecutorService timer;
    private final CountDownLatch asked = new CountDownLatch(1);
    private volatile State state = new State(null, false);

    public KeyCheck(CamelContext camel) {
        this.camel = camel;
        this.timer = camel.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "RootSocketKeyCheck");
    }

    /**
     * @param problem why it is not known that the key is taken; null if it is
     * @param refused whether RootSocket said no, or who answers is not RootSocket
     */
    private record State(@Nullable String problem, boolean refused) {}

    /** Asks now, without waiting for the answer. */
    public void start() {
        timer.execute(this::ask);
    }

    private void ask() {
        State before = state;
        State now = answer();
        if (timer.isShutdown()) {
            return;
        }
        state = now;
        if (state.refused() && !before.refused()) {
            LOG.error(
                    "Nothing is sent to RootSocket with the hub's key and address; messages wait in the outbox. {}",
                    state.problem());
        } else if (before.refused() && state.problem() == null) {
            LOG.info("RootSocket takes the hub's key now.");
        }
        asked.countDown();
        if (state.problem() != null) {
            timer.schedule(this::ask, AGAIN.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private State answer() {
        try {
            camel.getEndpoint("rootsocket:connections", RootSocketEndpoint.class)
                    .check();
            return new State(null, false);
        } catch (RootSocketException e) {
            boolean refused = isRefusal(e);
            return new State(refused ? withSettings(String.valueOf(e.getMessage())) : notAsked(e), refused);
        } catch (RuntimeException | Error e) {
            LOG.debug("The key could not be checked", e);
            return new State("The key could not be checked: %s.".formatted(e), false);
        }
    }

    private static String notAsked(RootSocketException failure) {
        return failure instanceof RootSocketAmbiguousException
                ? "not checked: RootSocket did not answer."
                : "not checked: " + failure.getMessage();
    }

    /** A machine that lost its network finds no host. */
    static boolean isRefusal(RootSocketException failure) {
        return failure instanceof RootSocketConfigurationException
                && !(failure.getCause() instanceof UnknownHostException);
    }

    /** What a person can do about a refusal. */
    static String withSettings(String reason) {
        return reason.endsWith(SETTINGS) ? reason : reason + SETTINGS;
    }

    /** Why RootSocket does not take the key, if it said so. */
    public Optional<String> refused() {
        State now = state;
        return now.refused() ? Optional.ofNullable(now.problem()) : Optional.empty();
    }

    /** Why it is not known that RootSocket takes the key. Waits a moment for the first answer. */
    public Optional<String> problem() {
        try {
            return asked.await(FIRST_ANSWER.toMillis(), TimeUnit.MILLISECONDS)
                    ? Optional.ofNullable(state.problem())
                    : Optional.of("RootSocket has not answered yet.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Asks no more: what a stop cuts off says nothing of the key. Safe twice. */
    @Override
    public void close() {
        camel.getExecutorServiceManager().shutdownNow(timer);
    }
}
