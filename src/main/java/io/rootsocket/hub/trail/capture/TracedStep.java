package io.rootsocket.hub.trail.capture;

import io.rootsocket.hub.trail.Step;
import java.time.Duration;

/** How often a step ran for what came in, and for how long in all. Guarded by its {@link TracedExchange}. */
final class TracedStep {

    private final StepPoint point;
    private long runs;
    private long running;
    private long nanos;

    TracedStep(StepPoint point) {
        this.point = point;
    }

    StepPoint point() {
        return point;
    }

    boolean isOf(StepPoint other) {
        return point == other;
    }

    void began() {
        runs++;
        running++;
    }

    void ended(long took) {
        running--;
        nanos += took;
    }

    boolean isRunning() {
        return running > 0;
    }

    Step step() {
        String label = runs == 1 ? point.label() : "%s ×%d".formatted(point.label(), runs);
        return new Step(point.id(), label, point.place(), Duration.ofNanos(nanos));
    }
}
