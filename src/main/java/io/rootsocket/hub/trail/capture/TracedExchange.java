package io.rootsocket.hub.trail.capture;

import io.rootsocket.hub.trail.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * What came in, with the steps that it took. It goes with the exchange into all copies, also through queues in memory, so that
 * what goes out is known by what came in. Safe for threads.
 */
public final class TracedExchange {

    private static final String PROPERTY = "RootSocketHubTraced";

    /** A route has no more; what goes beyond is counted with the last. */
    private static final int MAX_STEPS = 200;

    private static final int MAX_FAILURES = 16;

    private final String id;
    private final Optional<String> traceparent;
    private final List<TracedStep> steps = new ArrayList<>();
    private final List<Failed> failed = new ArrayList<>();
    private int deadParts;
    private @Nullable String firstDeath;
    private boolean handled;

    private record Failed(Throwable failure, StepPoint at) {}

    TracedExchange(String id, Optional<String> traceparent) {
        this.id = id;
        this.traceparent = traceparent;
    }

    /** What an exchange, or the one that it is a copy of, came in as; null if it came in nowhere. */
    public static @Nullable TracedExchange of(Exchange exchange) {
        return exchange.getProperty(PROPERTY, TracedExchange.class);
    }

    void goWith(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }

    /** The id of the exchange that came in. */
    public String id() {
        return id;
    }

    /** What its caller said of the trace that it belongs to. */
    public Optional<String> traceparent() {
        return traceparent;
    }

    synchronized TracedStep begin(StepPoint point) {
        TracedStep step = step(point);
        step.began();
        return step;
    }

    private TracedStep step(StepPoint point) {
        for (TracedStep known : steps) {
            if (known.isOf(point)) {
                return known;
            }
        }
        if (steps.size() >= MAX_STEPS) {
            return steps.get(MAX_STEPS - 1);
        }
        var step = new TracedStep(point);
        steps.add(step);
        return step;
    }

    synchronized void end(TracedStep step, long took, StepPoint point, Exchange exchange) {
        step.ended(took);
        Exception failure = exchange.getException();
        if (failure != null && failed.size() < MAX_FAILURES) {
            failed.add(new Failed(failure, point));
        }
    }

    /** The innermost step that a failure came of. */
    synchronized Optional<StepPoint> placeOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            for (Failed step : failed) {
                if (step.failure() == cause) {
                    return Optional.of(step.at());
                }
            }
        }
        return Optional.empty();
    }
}
