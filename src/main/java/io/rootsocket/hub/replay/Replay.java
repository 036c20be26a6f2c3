package io.rootsocket.hub.replay;

import io.rootsocket.hub.failure.RouteReplay;
import io.rootsocket.hub.routetest.RecordedInput;
import io.rootsocket.hub.trail.TrailReader;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One replay: what is left of it to send, and what has become of the rest. Safe to share between threads. */
final class Replay {

    /** What the source of each exchange that a replay makes begins with. */
    static final String REPLAY_OF = "replay of ";

    private static final Logger LOG = LoggerFactory.getLogger(Replay.class);

    private final RouteReplay routes;
    private final TrailReader trail;
    private final Clock clock;
    private final Deque<String> left;
    private ReplayState state;

    /** @param exchanges what to send, the oldest first */
    Replay(
            RouteReplay routes,
            TrailReader trail,
            Clock clock,
            int number,
            String by,
            Optional<String> why,
            List<String> exchanges) {
        this.routes = routes;
        this.trail = trail;
        this.clock = clock;
        this.left = new ArrayDeque<>(exchanges);
        this.state = ReplayState.begun(number, by, why, exchanges.size(), clock.instant());
    }

    synchronized ReplayState state() {
        return state;
    }

    /**
     * Sends the next one.
     *
     * @return whether there are more
     */
    boolean sendNext() {
        Optional<String> next = next();
        next.ifPresent(exchange -> count(isSent(exchange)));
        return next.isPresent();
    }

    private synchronized Optional<String> next() {
        Optional<String> next = Optional.ofNullable(left.poll());
        if (next.isEmpty() && state.ended().isEmpty()) {
            end(false);
        }
        return next;
    }

    /** Sends nothing more. */
    synchronized void cancel() {
        if (state.ended().isEmpty()) {
            left.clear();
            end(true);
        }
    }

    private synchronized void end(boolean cancelled) {
        state = state.ended(clock.instant(), cancelled);
        Duration took = Duration.between(state.begun(), clock.instant());
        LOG.info(
                "Replay {} by {} {} after {} s: {} of {} sent, of which {} failed",
                state.number(),
                state.by(),
                cancelled ? "was cancelled" : "is done",
                took.toSeconds(),
                state.done(),
                state.of(),
                state.failed());
    }

    private synchronized void count(boolean sent) {
        state = state.after(sent);
    }

    private boolean isSent(String exchange) {
        try {
            RecordedInput input = read(exchange);
            routes.route(input.route(), input.body(), input.headers(), reason(exchange));
            return true;
        } catch (Exception e) {
            LOG.warn("Replay {}: {} failed: {}", state().number(), exchange, e.getMessage());
            return false;
        }
    }

    private RecordedInput read(String exchange) {
        return trail.explain(exchange).stream()
                .filter(chain -> chain.exchangeId().equals(exchange))
                .map(RecordedInput::of)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the trail does not know it any more"));
    }

    private String reason(String exchange) {
        ReplayState now = state();
        return "%s%s by %s%s"
                .formatted(
                        REPLAY_OF,
                        exchange,
                        now.by(),
                        now.why().map(": "::concat).orElse(""));
    }
}
